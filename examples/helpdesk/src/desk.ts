export type Queue = 'billing' | 'technical' | 'access' | 'setup';
export type TicketStatus = 'answered' | 'in_progress' | 'closed';

/** One entry of a conversation: what somebody wrote, or what happened to the ticket. */
export interface Entry {
  kind: 'customer' | 'agent' | 'event';
  author: string;
  text: string;
  at: number;
}

export interface Ticket {
  id: string;
  subject: string;
  queue: Queue;
  status: TicketStatus;
  agent: string;
  entries: readonly Entry[];
}

export const queueLabels: Record<Queue, string> = {
  billing: 'Billing',
  technical: 'Technical',
  access: 'Access',
  setup: 'Setup',
};

export const statusLabels: Record<TicketStatus, string> = {
  answered: 'Answered',
  in_progress: 'In progress',
  closed: 'Closed',
};

/** Milliseconds since the epoch of the first and the last entry. */
export const openedAt = (ticket: Ticket): number => ticket.entries[0]?.at ?? 0;
export const updatedAt = (ticket: Ticket): number => ticket.entries.at(-1)?.at ?? 0;

export type Change = { id: string; at: number } & (
  | { kind: 'close' }
  | { kind: 'reopen' }
  | { kind: 'reply'; author: string; text: string }
);

/** The tickets after a change to one of them. */
export function changeTicket(tickets: readonly Ticket[], change: Change): readonly Ticket[] {
  return tickets.map((ticket) => (ticket.id === change.id ? changed(ticket, change) : ticket));
}

function changed(ticket: Ticket, change: Change): Ticket {
  const { at } = change;
  const add = (status: TicketStatus, entry: Omit<Entry, 'at'>): Ticket => ({
    ...ticket,
    status,
    entries: [...ticket.entries, { ...entry, at }],
  });
  switch (change.kind) {
    case 'close':
      return add('closed', { kind: 'event', author: 'You', text: 'closed this ticket' });
    case 'reopen':
      return add('in_progress', { kind: 'event', author: 'You', text: 'reopened this ticket' });
    case 'reply':
      return add('in_progress', { kind: 'customer', author: change.author, text: change.text });
  }
}
