import type { Identity } from '@milepost/sdk';

/** Who is signed in. A fresh id for each one, so that nobody has been asked anything yet. */
export interface Customer {
  id: string;
  name: string;
  company: string;
  account: string;
  plan: 'starter' | 'pro' | 'business';
}

const people: readonly Omit<Customer, 'id'>[] = [
  { name: 'Ada Morris', company: 'Fernhill Bakery', account: 'fernhill-bakery', plan: 'pro' },
  { name: 'Ben Okafor', company: 'Tidewater Cycles', account: 'tidewater-cycles', plan: 'starter' },
  { name: 'Chiara Longo', company: 'Studio Longo', account: 'studio-longo', plan: 'business' },
  { name: 'Daniel Weber', company: 'Fernhill Bakery', account: 'fernhill-bakery', plan: 'pro' },
  { name: 'Esra Demir', company: 'Harbour Clinic', account: 'harbour-clinic', plan: 'business' },
];

const key = 'helpdesk.customer';

/** The customer of this tab, who stays the same over a reload. */
export function currentCustomer(): Customer {
  try {
    const kept = sessionStorage.getItem(key);
    if (kept) return JSON.parse(kept) as Customer;
  } catch {
    // Storage is switched off: everybody is new, which is fine for a demonstration.
  }
  return keep(freshCustomer(0));
}

/** Somebody else, who has never been here. */
export function nextCustomer(after: Customer): Customer {
  const index = people.findIndex(({ name }) => name === after.name);
  return keep(freshCustomer(index + 1));
}

/** What Milepost is told: an id, never the name. */
export function personOf({ id, account, plan }: Customer): Identity {
  return { id, account, traits: { plan } };
}

function freshCustomer(index: number): Customer {
  const person = people[index % people.length] as Omit<Customer, 'id'>;
  // Not `randomUUID`, which is missing where the page is served over http to another machine.
  const bytes = crypto.getRandomValues(new Uint8Array(8));
  return {
    id: `customer-${Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')}`,
    ...person,
  };
}

function keep(customer: Customer): Customer {
  try {
    sessionStorage.setItem(key, JSON.stringify(customer));
  } catch {
    // As above.
  }
  return customer;
}
