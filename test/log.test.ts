import { describe, expect, it } from 'vitest';
import { AppError } from '../src/errors.ts';
import { createLog } from '../src/log.ts';

const CANARY = 'c4n4ry-hunter2';
const KEY = `pgk_live_k1a2b3_${'Zm9vYmFyYmF6cXV4MDEyMzQ1Njc4OUFC'}`;

function logged(write: (log: ReturnType<typeof createLog>) => void): string {
  let lines = '';
  write(createLog('debug', { write: (line) => void (lines += line) }));
  return lines;
}

describe('a log line', () => {
  it('holds no secret, by name at any depth and by look in any text, in errors and their causes too', () => {
    const lines = logged((log) => {
      const cause = new Error(`connect postgresql://app:${CANARY}@db/x`);
      log.info({ password: CANARY, a: { b: { c: { d: { apiKey: CANARY } } } } }, `with ${KEY}`);
      log.warn({ list: [{ token: CANARY }], url: `https://hooks.example/${CANARY}` }, 'told');
      log.error(
        { err: new AppError('PROVIDER_REJECTED', `Bearer ${CANARY}`, { secret: CANARY }, { cause }) },
        'failed',
      );
      log.error(`"clientSecret":"${CANARY}"`);
    });

    expect(lines).not.toContain(CANARY);
    expect(lines).not.toContain(KEY);
    expect(lines.trim().split('\n')).toHaveLength(4);
  });

  it('cannot be forged by what someone sends', () => {
    const evil = 'x\r\n{"level":50,"msg":"forged"}\n\u001b[2J\u009b\u2028\u0085end';

    const lines = logged((log) => {
      log.info({ [evil]: evil, err: new Error(evil) }, evil);
    });

    expect(lines.split('\n')).toHaveLength(2);
    expect(lines).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028]/);
    expect(JSON.parse(lines)).toMatchObject({ level: 30, msg: evil, [evil]: evil });
  });
});
