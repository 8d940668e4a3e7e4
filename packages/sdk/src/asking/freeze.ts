import type { Person } from '@milepost/protocol';

type Properties = NonNullable<Person['traits']>;

/** What the collector takes: names, and the characters of a name, of a value, of an id and of a signed proof. */
const most = { names: 50, name: 64, value: 500, id: 200, proof: 4096 };

/** A person with the host's signed word for who it is. */
export type ProvenPerson = Person & { proof?: string };

/**
 * What of a host's object can be sent. A page in plain JavaScript may put anything into its traits and facts, and an
 * answer must not be refused for that. It is a copy, so that what the host does to its object later does not matter.
 */
export const scalars = (properties: object): Properties =>
  Object.fromEntries(
    Object.entries(properties)
      .filter(
        ([name, value]) =>
          name &&
          name.length <= most.name &&
          (Number.isFinite(value) || ['string', 'boolean'].includes(typeof value)),
      )
      .slice(0, most.names)
      .map(([name, value]) => [name, typeof value === 'string' ? value.slice(0, most.value) : value]),
  );

/** Undefined, which is not sent, when there is nothing. */
const text = (value: string | undefined, length = most.id) => `${value ?? ''}`.slice(0, length) || undefined;

/** The person as they are when the prompt is shown. */
export const frozenPerson = ({ id, account, role, proof, traits }: ProvenPerson): ProvenPerson =>
  ({
    id: text(id),
    account: text(account),
    role: text(role),
    proof: text(proof, most.proof),
    traits: scalars(traits ?? {}),
  }) as ProvenPerson;
