// Written by "milepost program types": change the program, not this file.

/** The touchpoints of the program. */
export type Touchpoint = 'guide_read' | 'plan_viewed' | 'setup_finished';

/** What each touchpoint can be told along with its trigger. */
export interface TouchpointFacts {
  /** Guide read */
  guide_read: {
    guide?: 'domains';
  };
  /** Plan viewed */
  plan_viewed: {
    plan?: 'starter' | 'team';
  };
  /** Set-up finished */
  setup_finished: {
    guided?: boolean;
  };
}
