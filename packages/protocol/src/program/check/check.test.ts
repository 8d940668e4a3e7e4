import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Program } from '../document.ts';
import { checkProgram } from './check.ts';

/** The document of the contract, as it stands there. */
const example = `{ "$schema": "…/program.schema.json",
  "stages": [ { "id": "support", "label": "Support" } ],
  "touchpoints": { "ticket_closed": { "label": "Ticket closed", "stage": "support", "pattern": "past", "survey": "support-csat",
      "ask": { "sample": 1, "delay": "1s", "repeatAfter": "30d", "priority": 5, "audience": { "plan": ["pro"] }, "quota": { "per": "month", "answers": 400 }, "target": { "per": "month", "margin": 5 } } } },
  "surveys": { "support-csat": { "questions": [
      { "id": "satisfaction", "type": "csat", "text": "How satisfied are you with how we handled your ticket?", "next": [ { "when": { "max": 2 }, "go": "why" }, { "go": "thanks" } ] },
      { "id": "why", "type": "text", "text": "What went wrong?", "optional": true },
      { "id": "thanks", "type": "message", "text": "Thank you!" } ], "locales": { "de": { "satisfaction": { "text": "…" } } } } },
  "governor": { "quietPeriod": "7d", "perSession": 1, "afterDismissal": "28d", "perAccount": { "per": "week", "share": 0.25 } }, "segments": ["plan", "vintage", "fact:queue"], "timezone": "Europe/London",
  "privacy": { "k": 5, "retain": "730d" }, "precision": { "countsOnlyBelow": 10, "lowBelow": 30 }, "cells": { "buckets": 1 } }`;

/** As little as a program can be: stages, touchpoints, surveys. */
const least = {
  stages: [{ id: 'support', label: 'Support' }],
  touchpoints: {
    ticket_closed: { label: 'Ticket closed', stage: 'support', pattern: 'past', survey: 'support-csat' },
  },
  surveys: { 'support-csat': { questions: [{ id: 'satisfaction', type: 'csat', text: 'How satisfied?' }] } },
};

function accepted(document: unknown): Program {
  const { program, faults } = checkProgram(document);
  expect(faults).toStrictEqual([]);
  if (!program) throw new Error('neither a program nor a fault');
  return program;
}

const withQuestions = (...questions: object[]) => ({ ...least, surveys: { 'support-csat': { questions } } });
const refusals = (document: unknown) => checkProgram(document).faults.map(({ path }) => path);

describe('the document of the contract', () => {
  it('is accepted, and nothing of it is changed', () => {
    const program = accepted(JSON.parse(example));
    expect(program).toStrictEqual({ ...JSON.parse(example), locale: 'en' });
    expect(program.surveys['support-csat']?.locales?.['de']?.['satisfaction']?.text).toBe('…');
  });

  it('keeps its document as it was', () => {
    const document = JSON.parse(example);
    accepted(document);
    expect(document).toStrictEqual(JSON.parse(example));
  });
});

describe('the defaults', () => {
  const program = accepted(least);

  it('of a touchpoint are those of the contract', () => {
    const { ask } = program.touchpoints['ticket_closed'] ?? {};
    expect(ask).toStrictEqual({ sample: 1, delay: '1s', repeatAfter: '90d', priority: 5 });
  });

  it('of the governor are those of the contract', () => {
    expect(program.governor).toMatchObject({ quietPeriod: '7d', perSession: 1, afterDismissal: '28d' });
  });

  it('of everything else are those of the contract', () => {
    const { segments, timezone, privacy, precision, cells } = program;
    expect({ segments, timezone, privacy, precision, cells }).toStrictEqual({
      segments: [],
      timezone: 'UTC',
      privacy: { k: 5 },
      precision: { countsOnlyBelow: 10, lowBelow: 30 },
      cells: { buckets: 1 },
    });
    expect(program).not.toHaveProperty('$schema');
    expect(program.surveys['support-csat']).not.toHaveProperty('locales');
  });

  it('fill up what is given in part', () => {
    const part = accepted({
      ...least,
      touchpoints: { ticket_closed: { ...least.touchpoints.ticket_closed, ask: { sample: 0.1 } } },
      governor: { perSession: 2 },
      privacy: { retain: '30d' },
      precision: { lowBelow: 10 },
    });
    expect(part.touchpoints['ticket_closed']?.ask).toMatchObject({ sample: 0.1, repeatAfter: '90d' });
    expect(part.governor).toMatchObject({ quietPeriod: '7d', perSession: 2 });
    expect(part.privacy).toStrictEqual({ k: 5, retain: '30d' });
    expect(part.precision).toStrictEqual({ countsOnlyBelow: 10, lowBelow: 10 });
  });

  it('are part of the program: a checked program is accepted as it is', () => {
    for (const document of [least, JSON.parse(example)]) {
      const once = accepted(document);
      expect(accepted(JSON.parse(JSON.stringify(once)))).toStrictEqual(once);
    }
  });
});

describe('what is accepted', () => {
  const words = { low: 'Not at all', high: 'Very much' };
  const options = [
    { id: 'red', text: 'Red' },
    { id: 'blue', text: 'Blue' },
  ];

  it.each([
    { type: 'nps', labels: words, as: 'growth_intent' },
    { type: 'csat', points: 2, look: 'smileys', as: 'renewal_intent' },
    { type: 'csat', points: 5, labels: { low: 'Bad' } },
    { type: 'ces' },
    { type: 'ces', edition: 1 },
    { type: 'ces', edition: 2 },
    { type: 'cxi', needs: 'Met my needs', ease: 'Was easy', enjoyment: 'Was enjoyable', comment: 'Why?' },
    { type: 'pmf' },
    { type: 'rating', points: 10, top: 10, look: 'stars' },
    { type: 'rating', top: 5 },
    { type: 'thumbs' },
    { type: 'choice', options },
    { type: 'choices', options },
    { type: 'text', placeholder: 'Tell us', maxLength: 4_000 },
    { type: 'message' },
  ])('is the question %j', (question) => {
    const document = withQuestions({ id: 'q', text: 'What?', optional: true, ...question });
    expect(accepted(document).surveys['support-csat']?.questions).toStrictEqual([
      { id: 'q', text: 'What?', optional: true, ...question },
    ]);
  });

  it.each(['30s', '15m', '12h', '7d', '0s'])('is the duration %s', (duration) => {
    expect(accepted({ ...least, governor: { quietPeriod: duration } }).governor.quietPeriod).toBe(duration);
  });

  it.each(['UTC', 'Europe/London', 'America/New_York', 'Asia/Kolkata', 'Etc/GMT+5'])(
    'is the zone %s',
    (timezone) => {
      expect(accepted({ ...least, timezone }).timezone).toBe(timezone);
    },
  );

  it.each(['de', 'pt-BR', 'zh-Hans', 'es-419', 'sr-Latn-RS'])('is the locale %s', (locale) => {
    const survey = {
      ...least.surveys['support-csat'],
      locales: { [locale]: { satisfaction: { text: 'x' } } },
    };
    const program = accepted({ ...least, surveys: { 'support-csat': survey } });
    expect(program.surveys['support-csat']?.locales).toHaveProperty(locale);
  });

  it.each(['plan', 'vintage', 'fact:queue', 'fact:stage', 'accounts', 'Account'])(
    'is the segment %s',
    (segment) => {
      expect(accepted({ ...least, segments: [segment] }).segments).toStrictEqual([segment]);
    },
  );

  it('is a name like one that every object inherits', () => {
    const { ticket_closed: touchpoint } = least.touchpoints;
    const program = accepted({
      stages: [{ id: 'valueOf', label: 'x' }],
      touchpoints: { constructor: { ...touchpoint, stage: 'valueOf', survey: 'toString' } },
      surveys: { toString: { questions: [{ id: 'hasOwnProperty', type: 'nps', text: '?' }] } },
    });
    expect(Object.keys(program.touchpoints)).toStrictEqual(['constructor']);
    expect(Object.keys(program.surveys)).toStrictEqual(['toString']);
  });

  it('is a survey that never falls through and ends in the middle', () => {
    accepted(
      withQuestions(
        {
          id: 'a',
          type: 'nps',
          text: '?',
          next: [{ when: { min: 9 }, go: 'end' }, { when: { in: [0] }, go: 'c' }, { go: 'b' }],
        },
        {
          id: 'b',
          type: 'text',
          text: '?',
          optional: true,
          next: [{ when: { answered: false }, go: 'c' }, { go: 'end' }],
        },
        { id: 'c', type: 'message', text: '!' },
      ),
    );
  });
});

describe('any document at all', () => {
  /** Whether a pointer leads to a value of the document, or to a member that an object or list of it lacks. */
  function leadsSomewhere(document: unknown, path: string): boolean {
    const tokens = path
      .split('/')
      .slice(1)
      .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'));
    let value = document;
    for (const token of tokens) {
      if (typeof value !== 'object' || value === null) return false;
      value = (value as Record<string, unknown>)[token];
    }
    return true;
  }

  const places = [
    ['stages'],
    ['stages', '0'],
    ['stages', '0', 'id'],
    ['touchpoints'],
    ['touchpoints', 'ticket_closed'],
    ['touchpoints', 'ticket_closed', 'ask'],
    ['touchpoints', 'ticket_closed', 'ask', 'audience'],
    ['surveys'],
    ['surveys', 'support-csat'],
    ['surveys', 'support-csat', 'questions'],
    ['surveys', 'support-csat', 'questions', '0'],
    ['surveys', 'support-csat', 'questions', '0', 'next'],
    ['surveys', 'support-csat', 'questions', '0', 'next', '0', 'when'],
    ['surveys', 'support-csat', 'locales'],
    ['governor'],
    ['segments'],
    ['timezone'],
    ['privacy'],
    ['precision'],
    ['cells'],
    ['a/b~c'],
  ];

  it('is a program or has faults, and every fault is somewhere in it', () => {
    fc.assert(
      fc.property(fc.constantFrom(...places), fc.jsonValue(), (place, value) => {
        const document = JSON.parse(example);
        const key = place.at(-1) ?? '';
        const parent = place.slice(0, -1).reduce((at, token) => at[token], document);
        parent[key] = value;
        const { program, faults } = checkProgram(document);
        expect(program === null).toBe(faults.length > 0);
        for (const { path, message } of faults) {
          expect([path, leadsSomewhere(document, path)]).toStrictEqual([path, true]);
          expect(message).not.toBe('');
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it.each([null, undefined, 1, 'program', [], [{}], true])(
    'is refused as a whole when it is %j',
    (document) => {
      expect(refusals(document)).toStrictEqual(['']);
    },
  );
});
