import { readFileSync } from 'node:fs';
import { problemAnswer } from '@milepost/protocol';
import {
  createDocument,
  type ZodOpenApiMediaTypeObject,
  type ZodOpenApiOperationObject,
  type ZodOpenApiOverride,
} from 'zod-openapi';
import { introduction } from './introduction.ts';
import { type Content, type Operation, tags } from './operation.ts';
import { operations } from './operations/index.ts';
import { problemAnswers } from './problems.ts';
import { codeSamples } from './samples.ts';

type OpenApiDocument = ReturnType<typeof createDocument>;

const manifest = new URL('../../package.json', import.meta.url);

/** The OpenAPI 3.1 document of the collector, made of the schemas that its routes parse with. */
export function openApiDocument(): OpenApiDocument {
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string };
  const paths: Record<string, Record<string, ZodOpenApiOperationObject>> = {};
  for (const operation of operations) {
    const { path, method } = operation;
    paths[path] = { ...paths[path], [method]: operationObject(operation) };
  }
  const document = createDocument(
    {
      openapi: '3.1.1',
      info: {
        title: 'Milepost collector',
        version,
        description: introduction,
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      tags: Object.entries(tags).map(([name, description]) => ({ name, description })),
      paths,
      components: {
        schemas: { Problem: problemAnswer },
        securitySchemes: {
          secret: {
            type: 'http',
            scheme: 'bearer',
            bearerFormat: 'mp_sec_…',
            description: 'A secret key. What it may do are its scopes; `*` is everything.',
          },
          public: {
            type: 'apiKey',
            in: 'query',
            name: 'key',
            description:
              'A public key (`mp_pub_…`), bound to the origins of its project. What is posted has it in the body, as `key`.',
          },
          metrics: {
            type: 'http',
            scheme: 'bearer',
            description: '`MILEPOST_METRICS_TOKEN`, for a machine that is not the collector’s.',
          },
        },
      },
    },
    { override: plainSchemas },
  );
  for (const operation of operations) tellParameters(document, operation);
  return document;
}

/** Puts the words and an example where generators look for them: at the parameter itself. */
function tellParameters({ paths = {} }: OpenApiDocument, { path, method, examples }: Operation): void {
  for (const parameter of paths[path]?.[method]?.parameters ?? []) {
    if ('$ref' in parameter) continue;
    const { name } = parameter;
    const schema = typeof parameter.schema === 'object' ? parameter.schema : {};
    if ('description' in schema && schema.description) parameter.description ??= schema.description;
    // Of the first one alone: parameters of several would not fit together.
    const example = examples[0]?.query?.[name] ?? examples[0]?.path?.[name];
    if (example !== undefined) parameter.example = exampleOf(schema, example);
  }
}

/** What a query says, as a value of the schema. */
function exampleOf(schema: object, text: string): unknown {
  const type = 'type' in schema ? schema.type : 'string';
  if (type === 'array') return text.split(',');
  return type === 'number' || type === 'integer' ? Number(text) : text;
}

/** Shows lists, which may be given with commas or repeatedly, as arrays, and dates without their long pattern. */
const plainSchemas: ZodOpenApiOverride = ({ jsonSchema, zodSchema, io }) => {
  if (['date', 'date-time'].includes(String(jsonSchema.format))) delete jsonSchema.pattern;
  const { def } = zodSchema._zod;
  if (io !== 'input' || def.type !== 'union') return;
  if (def.options.map((option) => option._zod.def.type).join() !== 'string,array') return;
  delete jsonSchema.anyOf;
  jsonSchema.type = 'array';
  jsonSchema.items = { type: 'string' };
};

function operationObject(operation: Operation): ZodOpenApiOperationObject {
  const { id, tag, summary, description, parameters, body, answers } = operation;
  const [first] = operation.examples;
  return {
    operationId: id,
    tags: [tag],
    summary,
    description: [description, ...scopeWords(operation)].filter(Boolean).join('\n\n'),
    ...securityOf(operation),
    ...(parameters && { requestParams: parameters }),
    ...(body && {
      requestBody: {
        required: true,
        ...(body.description && { description: body.description }),
        // Lines are no JSON value together.
        content: contentOf([body], body.type === 'application/json' ? first?.body : undefined),
      },
    }),
    responses: {
      ...Object.fromEntries(
        Object.entries(answers).map(([status, answer]) => [
          status,
          {
            description: answer.description,
            ...(answer.headers && {
              headers: Object.fromEntries(
                Object.entries(answer.headers).map(([name, words]) => [
                  name,
                  { description: words, schema: { type: 'string' as const } },
                ]),
              ),
            }),
            ...(answer.contents.length > 0 && { content: contentOf(answer.contents) }),
          },
        ]),
      ),
      ...problemAnswers(operation),
    },
    'x-codeSamples': codeSamples(operation),
  };
}

function contentOf(contents: readonly Content[], sent?: unknown) {
  return Object.fromEntries(
    contents.map(({ type, schema, example = sent }): [string, ZodOpenApiMediaTypeObject] => [
      type,
      { schema, ...(example !== undefined && { example }) },
    ]),
  );
}

function securityOf({ access }: Operation): Pick<ZodOpenApiOperationObject, 'security'> {
  const named: Record<string, readonly string[]> = {
    open: [],
    public: [],
    program: ['public', 'secret'],
    metrics: ['metrics'],
  };
  const schemes = named[access] ?? ['secret'];
  return { security: access === 'metrics' ? [{}, { metrics: [] }] : schemes.map((name) => ({ [name]: [] })) };
}

function scopeWords({ access }: Operation): string[] {
  if (access === 'any') return ['Any secret key may ask.'];
  if (access === 'public') return ['With a public key, as `key` in the body.'];
  return access.includes(':') ? [`Scope: \`${access}\`.`] : [];
}
