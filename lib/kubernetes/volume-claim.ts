import { Size } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { metadata, PodGroup } from './identity';

/** A disk that outlives its pod, and goes with its object. */
export interface VolumeClaimDescription {
  readonly name: string;
  readonly group: PodGroup;
  readonly size: Size;
  /** @default - the cluster's own */
  readonly storageClass?: string;
}

/**
 * A claim of one pod's disk.
 *
 * @returns it as a volume
 */
export function volumeClaim(scope: Construct, id: string, { name, group, size, storageClass }: VolumeClaimDescription): k8s.Volume {
  new k8s.KubePersistentVolumeClaim(scope, id, {
    metadata: metadata(scope, { kind: 'PersistentVolumeClaim', name, group }),
    spec: {
      accessModes: ['ReadWriteOnce'],
      storageClassName: storageClass,
      resources: { requests: { storage: k8s.Quantity.fromString(`${size.toMebibytes()}Mi`) } },
    },
  });
  return { name: id, persistentVolumeClaim: { claimName: name } };
}
