export type { Check, Finding, Severity } from './check';
export { configFiles } from './config-files';
export type { Configs } from './container-config';
export { Deployment } from './deployment';
export { objectId } from './kube-object';
export type { KubeObject } from './kube-object';
export { CHECKS } from './rules';
export { errorsOf, resultText, runChecks, WAIVER_ANNOTATION, WAIVER_RULE } from './run';
export type { Result } from './run';
