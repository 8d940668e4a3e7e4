import { problemStatus, scoreQuery } from '@milepost/protocol';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { openApiDocument } from './document.ts';
import { operations } from './operations/index.ts';
import { problemsOf } from './problems.ts';

const document = JSON.parse(JSON.stringify(openApiDocument())) as {
  openapi: string;
  info: { title: string; version: string };
  paths: Record<string, Record<string, OperationObject>>;
  components: { schemas: Record<string, unknown>; securitySchemes: Record<string, unknown> };
  tags: { name: string }[];
};

interface OperationObject {
  operationId: string;
  tags: string[];
  summary: string;
  security: Record<string, string[]>[];
  parameters?: { in: string; name: string; required?: boolean; description?: string; schema: object }[];
  requestBody?: { content: Record<string, { schema: object; example?: unknown }> };
  responses: Record<string, { description: string; content?: Record<string, { schema: object }> }>;
}

const documented = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
);

/** Every value under a name, anywhere in the document. */
function found(name: string, within: unknown): unknown[] {
  if (typeof within !== 'object' || within === null) return [];
  return Object.entries(within).flatMap(([key, value]) => [
    ...(key === name ? [value as unknown] : []),
    ...found(name, value),
  ]);
}

describe('the document', () => {
  test('is OpenAPI 3.1, and tells which collector it is of', () => {
    expect(document.openapi).toBe('3.1.1');
    expect(document.info).toMatchObject({
      title: 'Milepost collector',
      version: expect.stringMatching(/^\d+\.\d+\.\d+/),
    });
  });

  test('refers to nothing that is not there', () => {
    const references = found('$ref', document).map(String);
    expect(references.length).toBeGreaterThan(50);
    const names = Object.keys(document.components.schemas).map((name) => `#/components/schemas/${name}`);
    expect(references.filter((reference) => !names.includes(reference))).toEqual([]);
  });

  test('names every operation once, under a heading that is there', () => {
    const ids = documented.map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
    const headings = document.tags.map(({ name }) => name);
    expect(documented.filter(({ operation }) => !headings.includes(operation.tags[0] ?? ''))).toEqual([]);
    const schemes = Object.keys(document.components.securitySchemes);
    const used = documented.flatMap(({ operation }) => operation.security.flatMap((one) => Object.keys(one)));
    expect(used.filter((name) => !schemes.includes(name))).toEqual([]);
  });

  test('has a parameter for every part of a path, and a description for every other one', () => {
    for (const { path, operation } of documented) {
      const { parameters = [] } = operation;
      const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      expect(parameters.filter((one) => one.in === 'path').map(({ name }) => name)).toEqual(named);
      expect(parameters.filter((one) => one.in === 'path' && !one.required)).toEqual([]);
      expect(
        parameters.filter(({ description }) => !description).map(({ name }) => `${path} ${name}`),
      ).toEqual([]);
    }
  });
});

describe.each(operations.map((one) => [`${one.method} ${one.path}`, one] as const))(
  '%s',
  (_name, operation) => {
    const told = document.paths[operation.path]?.[operation.method];

    test('lists every parameter that its schema knows, and asks for those without which nothing is answered', () => {
      const shape = operation.parameters?.query?.shape ?? {};
      const query = (told?.parameters ?? []).filter((one) => one.in === 'query');
      expect(query.map(({ name }) => name)).toEqual(Object.keys(shape));
      const needed = Object.entries(shape).filter(
        ([name, schema]) => !z.safeParse(z.object({ [name]: schema }), {}).success,
      );
      expect(query.filter(({ required }) => required).map(({ name }) => name)).toEqual(
        needed.map(([name]) => name),
      );
    });

    test('shows bodies and answers that are of the right form', () => {
      const { body, answers, examples } = operation;
      for (const { schema, example } of Object.values(answers).flatMap(({ contents }) => contents))
        if (example !== undefined) expect(schema.safeParse(example).error?.message).toBeUndefined();
      const isLines = body?.type === 'application/x-ndjson';
      for (const sent of examples.map((one) => one.body).filter((one) => one !== undefined))
        for (const one of isLines ? (sent as unknown[]) : [sent])
          expect(body?.schema.safeParse(one).error?.message).toBeUndefined();
    });

    test('has an answer for every problem, with its codes', () => {
      for (const code of problemsOf(operation)) {
        const schema = told?.responses[problemStatus[code]]?.content?.['application/problem+json']?.schema;
        expect(JSON.stringify(schema)).toContain(`"${code}"`);
      }
      const expected = new Set([
        ...Object.keys(operation.answers),
        ...problemsOf(operation).map((code) => String(problemStatus[code])),
      ]);
      expect(new Set(Object.keys(told?.responses ?? {}))).toEqual(expected);
    });
  },
);

test('the scores know all of their parameters', () => {
  const names = document.paths['/v1/scores']?.['get']?.parameters?.map(({ name }) => name);
  expect(names).toEqual(Object.keys(scoreQuery.shape));
  expect(names).toContain('compare');
});
