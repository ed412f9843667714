/** Label that tells the instances of a service apart: the Deployments, pods and Services of one bear its number. */
export const INSTANCE_LABEL = 'cdk8s-canton/instance';

/** Label that Kubernetes gives to each pod of a StatefulSet: its name. */
export const POD_NAME_LABEL = 'statefulset.kubernetes.io/pod-name';

/** Annotation of a workload that lists the Secrets it needs, with what each key is: for whoever must bring them, and at night for who must find them. */
export const SECRETS_ANNOTATION = 'cdk8s-canton/secrets';

/**
 * Annotation of a workload with what its user asked for by name, against a rule: `{"<rule>": "<words>"}`. It is accepted like a waiver, and nothing to complain
 * of where it is idle.
 */
export const SPELT_OUT_ANNOTATION = 'cdk8s-canton/spelt-out';

/** Label of everything that belongs to one shard, with the shard's name; never part of a selector. */
export const SHARD_LABEL = 'cdk8s-canton/shard';

/** Annotation of a workload that says how its database server replicates: `synchronous`, `asynchronous` or `none`. */
export const REPLICATION_ANNOTATION = 'cdk8s-canton/replication';
