export * from './aurora-capacity';
export * from './aurora-global-database';
export * from './aurora-postgres';
export * from './aws-postgres';
export * from './aws-postgres-props';
export * from './rds-multi-az-cluster';
export * from './rds-multi-az-instance';
export * from './stack-outputs';
