import { addMs, toInstant, type Clock, type Instant } from './domain/time.ts';

/** The wall clock. */
export function systemClock(): Clock {
  return () => toInstant(new Date());
}

/** A clock that stood at an instant when it was made and has run since, for an as-of book. */
export function clockFrom(start: Instant): Clock {
  const madeAt = performance.now();
  return () => addMs(start, Math.floor(performance.now() - madeAt));
}
