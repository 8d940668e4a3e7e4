import type { ProgramInput } from '@milepost/protocol';

type Touchpoint = ProgramInput['touchpoints'][string];

const touchpoint = (triggers: Touchpoint['triggers'], ask: Touchpoint['ask'] = {}): Touchpoint => ({
  label: 'A touchpoint',
  stage: 'site',
  pattern: 'present',
  survey: 'how',
  ...(triggers && { triggers }),
  ask: { delay: '0s', ...ask },
});

/** Of each kind of trigger a touchpoint that is reached on the page of its own name. */
export const program: ProgramInput = {
  stages: [{ id: 'site', label: 'The site' }],
  touchpoints: {
    page: touchpoint([{ on: 'page', page: '/page' }]),
    delay: touchpoint([{ on: 'delay', page: '/delay', after: '1s' }]),
    scroll: touchpoint([{ on: 'scroll', page: '/scroll', depth: 0.9 }]),
    exit: touchpoint([{ on: 'exit', page: '/exit' }]),
    inactivity: touchpoint([{ on: 'inactivity', page: '/inactivity', after: '1s' }]),
    click: touchpoint([
      { on: 'click', page: '/click', selector: 'a[' },
      { on: 'click', page: '/click', selector: '#save, .wish' },
    ]),
    event: touchpoint([{ on: 'event', page: '/event', name: 'report_exported' }]),
    // Nobody is asked: each time that they are reached is told.
    every_view: touchpoint([{ on: 'page' }], { sample: 0 }),
    left: touchpoint([{ on: 'page', page: '*/left' }], { sample: 0 }),
    // They take their time, in which the person may go on.
    slow_exit: touchpoint([{ on: 'exit', page: '/slow_exit' }], { delay: '2s' }),
    slow_page: touchpoint([{ on: 'page', page: '/slow_page' }], { delay: '2s' }),
    slow_call: touchpoint(undefined, { delay: '2s' }),
    slow_call_here: touchpoint(undefined, { delay: '2s', endsWithPage: true }),
    call_here: touchpoint(undefined, { endsWithPage: true }),
    call: touchpoint(undefined),
  },
  surveys: { how: { questions: [{ id: 'how', type: 'csat', text: 'How is it?' }] } },
  governor: { quietPeriod: '0s', perSession: 100 },
};
