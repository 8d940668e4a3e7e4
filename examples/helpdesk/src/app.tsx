import { useEffect, useState } from 'preact/hooks';
import { AppHeader } from './app-header.tsx';
import { Conversation } from './conversation.tsx';
import { type Customer, nextCustomer, personOf } from './customer.ts';
import type { Cx } from './cx.ts';
import { type Change, changeTicket, type Ticket } from './desk.ts';
import { useTicketInAddress } from './route.ts';
import { sampleTickets } from './sample-tickets.ts';
import { StatusLine, useStatusLine } from './status-line.tsx';
import { TicketDetails } from './ticket-details.tsx';
import { TicketList } from './ticket-list.tsx';

const opening = 'Nothing asked yet. Close a ticket, and Milepost decides whether to ask.';

interface Props {
  connected: Promise<Cx>;
  /** Who is signed in when the page opens. */
  guest: Customer;
}

export function App({ connected, guest }: Props) {
  const [customer, setCustomer] = useState(guest);
  const [tickets, setTickets] = useState(() => sampleTickets(guest.name, Date.now()));
  const { sentence, say, restart, tell } = useStatusLine(connected, opening);
  const address = useTicketInAddress();
  const ticket = tickets.find(({ id }) => id === address) ?? tickets[0];
  useEffect(() => {
    if (ticket) document.title = `${ticket.id} ${ticket.subject} · Northwind Desk`;
  }, [ticket]);

  const change = (what: Change) => setTickets((before) => changeTicket(before, what));

  const closeTicket = ({ id, queue }: Ticket) => {
    change({ kind: 'close', id, at: Date.now() });
    const settled = connected.then((cx) => cx.trigger('ticket_closed', { ticketId: id, queue }));
    void tell(`${id} closed.`, 'ticket_closed', settled);
  };

  const reopenTicket = ({ id }: Ticket) => {
    change({ kind: 'reopen', id, at: Date.now() });
    say(`${id} reopened. Reopening a ticket asks nothing.`);
  };

  const reply = ({ id }: Ticket, text: string) =>
    change({ kind: 'reply', id, at: Date.now(), author: customer.name, text });

  const giveFeedback = () => {
    const settled = connected.then((cx) => cx.trigger('monthly_pulse'));
    void tell('Monthly pulse.', 'monthly_pulse', settled);
  };

  const startAsAnother = async () => {
    const next = nextCustomer(customer);
    setCustomer(next);
    setTickets(sampleTickets(next.name, Date.now()));
    restart(`You are ${next.name} now, whom Milepost has never asked anything.`);
    const cx = await connected;
    cx.close();
    cx.reset();
    cx.identify(personOf(next));
  };

  return (
    <>
      <AppHeader
        customer={customer}
        onFeedback={giveFeedback}
        onAnotherCustomer={() => void startAsAnother()}
      />
      <StatusLine sentence={sentence} />
      {ticket && (
        <main>
          <TicketList tickets={tickets} selected={ticket.id} now={Date.now()} />
          <Conversation ticket={ticket} onClose={closeTicket} onReopen={reopenTicket} onReply={reply} />
          <TicketDetails ticket={ticket} customer={customer} />
        </main>
      )}
    </>
  );
}
