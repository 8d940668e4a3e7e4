import type { Customer } from './customer.ts';
import { openedAt, queueLabels, statusLabels, type Ticket, updatedAt } from './desk.ts';
import { fullTime } from './when.ts';

export function TicketDetails({ ticket, customer }: { ticket: Ticket; customer: Customer }) {
  const rows = [
    ['Status', statusLabels[ticket.status]],
    ['Queue', queueLabels[ticket.queue]],
    ['Agent', ticket.agent],
    ['Opened', fullTime(openedAt(ticket))],
    ['Updated', fullTime(updatedAt(ticket))],
    ['Plan', customer.plan],
  ];
  return (
    <section class="details" aria-labelledby="details-title">
      <h2 id="details-title">Details</h2>
      <dl>
        {rows.map(([term, value]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
