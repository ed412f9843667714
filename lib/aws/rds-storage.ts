import { Size, SizeRoundingBehavior } from 'aws-cdk-lib';
import { requireInteger } from '../model/validation';

const GIB = 2 ** 30;
const LEAST_FREE = 0.2;

/** Storage in GiB. */
export function requireStorage(owner: string, size: Size, least: number): number {
  return requireInteger(`${owner}: allocatedStorage in GiB`, size.toGibibytes({ rounding: SizeRoundingBehavior.NONE }), least, 65_536);
}

/** When storage is to be looked after: RDS itself begins to enlarge it at a tenth. */
export function freeStorage(gibibytes: number): { metric: string; limit: number } {
  return { metric: 'FreeStorageSpace', limit: Math.floor(gibibytes * LEAST_FREE * GIB) };
}
