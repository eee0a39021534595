// The browser's typed client of any contract: cookie session, and the idempotency key of a write as a header.
import { createORPCClient } from '@orpc/client'
import type { AnyContractRouter, ContractRouterClient } from '@orpc/contract'
import { OpenAPILink } from '@orpc/openapi-client/fetch'

export interface CallContext {
  /** One key for one action of a person; the same for every repetition of that action. */
  key?: string
}

export type Client<Contract extends AnyContractRouter> = ContractRouterClient<Contract, CallContext>

/** `routes` is the contract, or what is left of it without its schemas: paths and methods. */
export function openClient<Contract extends AnyContractRouter>(
  routes: AnyContractRouter,
  url: string,
): Client<Contract> {
  const link = new OpenAPILink<CallContext>(routes, {
    url,
    headers: ({ context }) => (context.key === undefined ? {} : { 'Idempotency-Key': context.key }),
    fetch: (request, init) => fetch(request, { ...init, credentials: 'same-origin' }),
  })
  return createORPCClient<Client<Contract>>(link)
}
