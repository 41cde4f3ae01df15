import { PROBLEMS } from '@daybook/contract';
import {
  BOOLEAN,
  INSTANT,
  listOf,
  nullable,
  NUMBER,
  object,
  ref,
  TEXT,
  UUID,
  type Schema,
} from './schema.js';

export const PROBLEM_SCHEMAS: Readonly<Record<string, Schema>> = {
  ProblemCode: {
    type: 'string',
    enum: Object.keys(PROBLEMS),
    description:
      'What went wrong. Clients decide by it, and treat a code that they do not know by its status.',
  },
  FieldError: object({
    pointer: { ...TEXT, description: 'JSON pointer into the body, or `?name` of a parameter.' },
    code: ref('ProblemCode'),
    detail: TEXT,
  }),
  Problem: {
    ...object(
      {
        type: { ...TEXT, description: '`urn:daybook:problem:<code>`' },
        title: TEXT,
        status: { type: 'integer', minimum: 400, maximum: 599 },
        detail: { ...TEXT, description: 'A sentence that says what to do.' },
        instance: { ...TEXT, description: 'The path of the request.' },
        code: ref('ProblemCode'),
        requestId: TEXT,
        retryable: { ...BOOLEAN, description: 'Whether the same request can succeed later as it is.' },
        retryAfter: { ...NUMBER, description: 'Seconds, as in the header Retry-After.' },
        action: { type: 'string', enum: ['authenticate', 'resync', 'upgrade'] },
        errors: {
          ...listOf(ref('FieldError')),
          description: 'Every fault of every field, a hundred at most.',
        },
        verdict: { ...ref('Verdict'), description: 'Of a single item that was refused: the verdict on it.' },
      },
      ['retryAfter', 'action', 'errors', 'verdict'],
    ),
    description: 'RFC 9457.',
  },
  Live: object({ status: { const: 'live' } }),
  Ready: object({ status: { const: 'ready' } }),
  Subject: object({ id: UUID }),
  Device: object({
    id: UUID,
    name: TEXT,
    kind: { ...nullable(TEXT), description: 'The source that its items have when they name none.' },
    createdAt: INSTANT,
    lastWriteAt: nullable(INSTANT),
    current: { ...BOOLEAN, description: 'Whether it is the device that asks.' },
  }),
  DevicesPage: object({ items: listOf(ref('Device')) }),
  SubjectsPage: object({ items: listOf(ref('Subject')), next: TEXT }, ['next']),
};
