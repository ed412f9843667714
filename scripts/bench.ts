import { benchGrowth } from './bench/growth';

/** `npm run bench [shards...]`: figures of docs/scaling.md. */
const shards = process.argv.slice(2).map(Number);
benchGrowth(shards.length > 0 ? shards : undefined);
