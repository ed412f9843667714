import { benchGrowth } from './bench/growth';
import { benchImports } from './bench/imports';

/** `npm run bench [shards...]`: how long the library takes to load, and the figures of docs/scaling.md. */
const shards = process.argv.slice(2).map(Number);
benchImports();
benchGrowth(shards.length > 0 ? shards : undefined);
