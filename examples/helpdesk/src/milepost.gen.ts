// Written by "milepost program types": change the program, not this file.

/** The touchpoints of the program. */
export type Touchpoint = 'monthly_pulse' | 'ticket_closed';

/** What each touchpoint can be told along with its trigger. */
export interface TouchpointFacts {
  /** Monthly pulse */
  monthly_pulse: Record<string, never>;
  /** Ticket closed */
  ticket_closed: {
    queue?: 'billing' | 'technical' | 'access' | 'setup';
    ticketId?: string;
  };
}
