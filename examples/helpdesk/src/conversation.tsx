import { useEffect, useRef } from 'preact/hooks';
import { type Entry, queueLabels, type Ticket } from './desk.ts';
import { ReplyForm } from './reply-form.tsx';
import { entryTime } from './when.ts';

interface Props {
  ticket: Ticket;
  onClose: (ticket: Ticket) => void;
  onReopen: (ticket: Ticket) => void;
  onReply: (ticket: Ticket, text: string) => void;
}

export function Conversation({ ticket, onClose, onReopen, onReply }: Props) {
  const heading = useFocusOnChange(ticket.id);
  const closed = ticket.status === 'closed';
  // The second click of a double click would undo what the first one did.
  const toggle = (event: MouseEvent) => event.detail < 2 && (closed ? onReopen : onClose)(ticket);
  return (
    <section class="conversation" aria-labelledby="ticket-title">
      <div class="conversation-head">
        <div>
          <p class="facts">
            <span class="number">{ticket.id}</span>
            <span>{queueLabels[ticket.queue]}</span>
          </p>
          <h2 id="ticket-title" ref={heading} tabIndex={-1}>
            {ticket.subject}
          </h2>
        </div>
        <button type="button" class={closed ? 'button' : 'button primary'} onClick={toggle}>
          {closed ? 'Reopen ticket' : 'Close ticket'}
        </button>
      </div>
      <ol class="entries">
        {ticket.entries.map((entry, index) => (
          <li key={index} class={entry.kind}>
            <EntryView entry={entry} />
          </li>
        ))}
      </ol>
      {!closed && <ReplyForm key={ticket.id} onReply={(text) => onReply(ticket, text)} />}
    </section>
  );
}

function EntryView({ entry }: { entry: Entry }) {
  const time = <time dateTime={new Date(entry.at).toISOString()}>{entryTime(entry.at)}</time>;
  if (entry.kind === 'event')
    return (
      <p>
        {entry.author} {entry.text} {time}
      </p>
    );
  return (
    <>
      <p class="byline">
        <b>{entry.author}</b> {entry.kind === 'agent' && <span>Support</span>} {time}
      </p>
      <p>{entry.text}</p>
    </>
  );
}

/** Takes the reader to the ticket that was chosen, wherever on the page it is; not when the page opens. */
function useFocusOnChange(id: string) {
  const heading = useRef<HTMLHeadingElement>(null);
  const shown = useRef(id);
  useEffect(() => {
    if (shown.current !== id) {
      heading.current?.focus();
      // On a phone the ticket is below the list.
      if (matchMedia('(width < 720px)').matches) heading.current?.closest('section')?.scrollIntoView();
    }
    shown.current = id;
  }, [id]);
  return heading;
}
