// Words of the portal face. [中文, English]
export const portal = {} as const satisfies Record<string, readonly [zh: string, en: string]>
