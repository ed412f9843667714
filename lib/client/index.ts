// What applications use, at `cdk8s-canton/client`: nothing here needs cdk8s.
export type { Address, Route } from './route';
export { ShardRouter } from './shard-router';
export type { ShardRouterOptions } from './shard-router';
export { UnknownNameError } from './unknown-name-error';
