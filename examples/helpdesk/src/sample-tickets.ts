import type { Entry, Ticket } from './desk.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** The tickets of a customer, newest first, as they stand at `now` (milliseconds since the epoch). */
export function sampleTickets(customer: string, now: number): readonly Ticket[] {
  const wrote = (ago: number, text: string): Entry => ({
    kind: 'customer',
    author: customer,
    text,
    at: now - ago,
  });
  const agent =
    (author: string) =>
    (ago: number, text: string): Entry => ({
      kind: 'agent',
      author,
      text,
      at: now - ago,
    });
  const [mina, joel, priya] = [agent('Mina Park'), agent('Joel Haddad'), agent('Priya Nair')];
  return [
    {
      id: 'T-2318',
      subject: 'Invoice lists two seats we removed',
      queue: 'billing',
      status: 'answered',
      agent: 'Mina Park',
      entries: [
        wrote(
          26 * hour,
          'Our latest invoice still charges for 14 seats. We removed two people before the month began and the team page shows 12. Could you check?',
        ),
        mina(
          22 * hour,
          'Thank you for the details, they made this quick. The two seats were removed after the billing run had started, so they were billed once more. I have asked for a credit of both.',
        ),
        wrote(4 * hour, 'That makes sense. When will we see the credit?'),
        mina(
          25 * minute,
          'It is on your account now and comes off the next invoice by itself. The corrected invoice is under Billing, Documents. You can close this ticket when all is well.',
        ),
      ],
    },
    {
      id: 'T-2311',
      subject: 'Password reset mail does not arrive',
      queue: 'access',
      status: 'answered',
      agent: 'Joel Haddad',
      entries: [
        wrote(
          2 * day,
          'A new colleague asked for a password reset three times and received nothing. Spam is empty.',
        ),
        joel(
          2 * day - 3 * hour,
          'Your mail server refused ours for a missing SPF entry. We moved you to our second sender; the latest reset was accepted. Could your colleague try once more?',
        ),
      ],
    },
    {
      id: 'T-2304',
      subject: 'CSV export stops after 10,000 rows',
      queue: 'technical',
      status: 'in_progress',
      agent: 'Priya Nair',
      entries: [
        wrote(
          3 * day,
          'The export of all conversations ends at exactly 10,000 rows, without a message. We have about 31,000.',
        ),
        priya(
          3 * day - 5 * hour,
          'I could reproduce it: the download gives up when one page takes longer than 30 seconds. A fix is being tested. Until then, an export per month stays under the limit.',
        ),
      ],
    },
    {
      id: 'T-2297',
      subject: 'Move the help centre to our own domain',
      queue: 'setup',
      status: 'in_progress',
      agent: 'Joel Haddad',
      entries: [
        wrote(
          5 * day,
          'We would like help.example.com instead of the address under northwind.example. What do we have to set?',
        ),
        joel(
          5 * day - 2 * hour,
          'One CNAME record is enough. Add it, then press Verify under Settings, Domains. The certificate takes up to an hour.',
        ),
      ],
    },
    {
      id: 'T-2280',
      subject: 'Change the billing contact',
      queue: 'billing',
      status: 'closed',
      agent: 'Mina Park',
      entries: [
        wrote(
          12 * day,
          'Please send invoices to our bookkeeper from now on. The address is in the attached form.',
        ),
        mina(12 * day - hour, 'Done. The next invoice goes to the new address, and a copy to you.'),
        { kind: 'event', author: 'You', text: 'closed this ticket', at: now - 11 * day },
      ],
    },
  ];
}
