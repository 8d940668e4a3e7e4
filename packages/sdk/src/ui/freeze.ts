import type { Person } from '@milepost/protocol';

type Properties = NonNullable<Person['traits']>;

/**
 * What of a host's object can be sent. A page in plain JavaScript may put anything into its traits and facts, and an
 * answer must not be refused for that. It is a copy, so that what the host does to its object later does not matter.
 */
export function scalars(properties: object): Properties {
  const sendable = Object.entries(properties).filter(([, value]) => /^(st|nu|boo)/.test(typeof value));
  return Object.fromEntries(
    sendable.map(([name, value]) => [name, typeof value === 'string' ? value.slice(0, 500) : value]),
  ) as Properties;
}

/** The person as they are when the prompt is shown. */
export function frozenPerson(person: Person): Person {
  const { id, traits, ...named } = person;
  return { ...scalars(named), ...(id && { id: `${id}` }), traits: scalars(traits ?? {}) };
}
