// What the build makes of the contract for the browser (see vite.config.ts), and the other things only Vite knows.
/// <reference types="vite/client" />
declare module 'virtual:routes' {
  import type { AnyContractRouter } from '@orpc/contract'
  export const routes: AnyContractRouter
}
declare module 'virtual:words/*' {
  const sentences: Record<string, string>
  export default sentences
}
