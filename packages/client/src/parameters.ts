/** A schema of the protocol, as far as its types tell what goes in. */
interface Schema {
  _zod: { input: object };
}

/** A parameter of the wire as a program writes it: what the collector reads as a number is one. */
type Written<T> = unknown extends T ? number | undefined : T;

type Given<S extends Schema> = Omit<S['_zod']['input'], 'format'>;

/** The parameters of an operation; answers come as JSON, so there is no `format`. An undefined one is left out. */
export type Parameters<S extends Schema> = {
  [Name in keyof Given<S>]: object extends Pick<Given<S>, Name>
    ? Written<Given<S>[Name]> | undefined
    : Written<Given<S>[Name]>;
};

/**
 * Writes parameters as a query. A list is given as the same parameter several times, since a value may hold commas.
 *
 * @example
 * queryOf({ metric: 'nps', where: ['plan:pro', 'plan:basic'], from: undefined });
 * // '?metric=nps&where=plan%3Apro&where=plan%3Abasic'
 */
export function queryOf(parameters: object): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters))
    for (const one of Array.isArray(value) ? value : [value])
      if (one !== undefined && one !== null) query.append(name, String(one));
  const text = query.toString();
  return text === '' ? '' : `?${text}`;
}
