import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EventHeap } from '../../../../plugins/simulator/engine/event-heap.ts';

interface Taken {
  readonly time: number;
  readonly kind: number;
  readonly subject: number;
}

describe('EventHeap', () => {
  it('gives the soonest first and, at one time, what was planned first', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 255 })), { maxLength: 3000 }),
        (planned) => {
          const heap = new EventHeap();
          planned.forEach(([time, kind], subject) => heap.add(time, kind, subject));
          const expected = planned
            .map(([time, kind], subject) => ({ time, kind, subject }))
            .sort((a, b) => a.time - b.time || a.subject - b.subject);

          expect(drained(heap)).toEqual(expected);
        },
      ),
      { numRuns: 30 },
    );
  });

  it('keeps its order when events are planned while others are taken', () => {
    const heap = new EventHeap();
    for (let time = 0; time < 50; time += 1) heap.add(time * 10, 1, time);
    const times: number[] = [];
    while (heap.take()) {
      times.push(heap.time);
      if (heap.kind === 1) heap.add(heap.time + 15, 2, heap.subject);
    }

    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(times).toHaveLength(100);
  });

  it('says that nothing is planned when nothing is', () => {
    const heap = new EventHeap();

    expect(heap.nextTime).toBe(Number.POSITIVE_INFINITY);
    expect(heap.take()).toBe(false);
  });
});

function drained(heap: EventHeap): readonly Taken[] {
  const taken: Taken[] = [];
  while (heap.take()) taken.push({ time: heap.time, kind: heap.kind, subject: heap.subject });
  return taken;
}
