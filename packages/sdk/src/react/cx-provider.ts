import { createContext, createElement, type ReactElement, type ReactNode, useContext } from 'react';
import type { Cx, Facts } from '../api.ts';
import type { RegisteredFacts, RegisteredTouchpoint } from './register.ts';

const CxContext = createContext<Cx | null>(null);

export interface CxProviderProps<
  Touchpoint extends string,
  TouchpointFacts extends Record<Touchpoint, Facts>,
> {
  /** Made once, outside of any component: `createCx({ collector, key })`. It outlives the provider. */
  client: Cx<Touchpoint, TouchpointFacts>;
  children?: ReactNode;
}

/**
 * Gives the components below it the client.
 *
 * @example
 * const cx = createCx<Touchpoint, TouchpointFacts>({ collector: 'https://cx.example.com', key: 'mp_pub_…' });
 * createRoot(root).render(<CxProvider client={cx}><App /></CxProvider>);
 */
export function CxProvider<Touchpoint extends string, TouchpointFacts extends Record<Touchpoint, Facts>>({
  client,
  children,
}: CxProviderProps<Touchpoint, TouchpointFacts>): ReactElement {
  // What each component may name is for the types that it sees, not for the context between them.
  return createElement(CxContext.Provider, { value: client as unknown as Cx }, children);
}

/**
 * The client, for all that has no hook of its own: `identify`, `consent`, `explain`.
 *
 * @typeParam Touchpoint the program's touchpoints, where the app does not `Register` them
 * @typeParam TouchpointFacts the facts of each of them, likewise
 * @throws Error when there is no `CxProvider` above the component.
 * @example
 * const cx = useCx();
 * useEffect(() => cx.identify({ id: user.id, traits: { plan: user.plan } }), [cx, user]);
 */
export function useCx<
  Touchpoint extends string = RegisteredTouchpoint,
  TouchpointFacts extends Record<Touchpoint, Facts> = RegisteredFacts<Touchpoint>,
>(): Cx<Touchpoint, TouchpointFacts> {
  const client = useContext(CxContext);
  if (!client) throw new Error('cx: no client. Put <CxProvider client={createCx(…)}> above this component.');
  return client as unknown as Cx<Touchpoint, TouchpointFacts>;
}
