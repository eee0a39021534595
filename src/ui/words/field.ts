// Words of the field face. [中文, English]
export const field = {} as const satisfies Record<string, readonly [zh: string, en: string]>
