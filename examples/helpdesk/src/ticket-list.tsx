import { queueLabels, statusLabels, type Ticket, updatedAt } from './desk.ts';
import { shortTime } from './when.ts';

interface Props {
  tickets: readonly Ticket[];
  selected: string;
  /** Milliseconds since the epoch. */
  now: number;
}

export function TicketList({ tickets, selected, now }: Props) {
  const open = tickets.filter(({ status }) => status !== 'closed').length;
  return (
    <nav class="tickets" aria-labelledby="tickets-title">
      <div class="tickets-head">
        <h1 id="tickets-title">Your tickets</h1>
        <p>
          {open} open of {tickets.length}
        </p>
      </div>
      <ul>
        {tickets.map((ticket) => (
          <li key={ticket.id}>
            <a href={`#${ticket.id}`} aria-current={ticket.id === selected ? 'page' : undefined}>
              <span class="subject">{ticket.subject}</span>
              <span class="facts">
                <span class="number">{ticket.id}</span>
                <span>{queueLabels[ticket.queue]}</span>
              </span>
              <span class={`status ${ticket.status}`}>{statusLabels[ticket.status]}</span>
              <time dateTime={new Date(updatedAt(ticket)).toISOString()}>
                {shortTime(updatedAt(ticket), now)}
              </time>
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
