import { describe, it } from 'vitest';
import { describeConformance } from '../../../src/providers/index.ts';
import { folderUnderTest } from './folder-under-test.ts';

describeConformance({ describe, it }, 'x12', () => folderUnderTest());
