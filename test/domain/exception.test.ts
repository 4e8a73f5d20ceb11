import { describe, expect, it } from 'vitest';
import { toOrderException } from '../../src/domain/exception.ts';
import { entityAfter, event, june } from './given.ts';

const opened = (day: number, severity: 'low' | 'medium') =>
  event('exception.opened', day, {
    id: 'E-1',
    type: 'short-pick',
    severity,
    orderId: 'SO-1',
    lineNumbers: ['1'],
    openedAt: june(day),
  });
const escalated = event('exception.escalated', 3, { exceptionId: 'E-1', severity: 'critical', at: june(3) });
const resolved = event('exception.resolved', 4, { exceptionId: 'E-1', at: june(4) });

describe('an exception', () => {
  it('is unknown until it is opened', () => {
    expect(exceptionAfter(escalated, resolved)).toBeNull();
  });

  it('names its lines, who has it and how severe it has become', () => {
    const assigned = event('exception.assigned', 3, { exceptionId: 'E-1', to: 'ada', at: june(3) });

    expect(exceptionAfter(assigned, escalated, opened(2, 'low'))).toMatchObject({
      lineIds: ['SO-1/1'],
      assignedTo: 'ada',
      severity: 'critical',
      resolvedAt: null,
    });
  });

  it('is resolved once that is told, and open with its new severity when it is opened again', () => {
    expect(exceptionAfter(resolved, opened(2, 'low'))?.resolvedAt).toBe(june(4));
    expect(exceptionAfter(opened(5, 'medium'), resolved, escalated, opened(2, 'low'))).toMatchObject({
      severity: 'medium',
      resolvedAt: null,
    });
  });
});

function exceptionAfter(...events: Parameters<typeof entityAfter>[0][number][]) {
  return toOrderException(entityAfter(events, 'exception', 'E-1'));
}
