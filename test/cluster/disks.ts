import * as fs from 'fs';
import * as path from 'path';
import { apply } from './kubectl';
import { NODES } from './layout';

const CLASS = 'node-disk';

/**
 * Disks of the nodes as volumes, of the cluster's default class: a server stays where its data is. What an earlier run left on them is removed.
 *
 * @param sizes GiB of each disk that every node has, by its name
 */
export function makeDisks(sizes: Readonly<Record<string, number>>): void {
  const volumes = NODES.flatMap(node => Object.entries(sizes).map(([name, size]) => {
    const folder = path.join(node.folder, 'lib/disks', name);
    fs.rmSync(folder, { recursive: true, force: true });
    fs.mkdirSync(folder, { recursive: true });
    return volume(node.name, name, size);
  }));
  const metadata = { name: CLASS, annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } };
  const spec = { provisioner: 'kubernetes.io/no-provisioner', volumeBindingMode: 'WaitForFirstConsumer' };
  apply([{ apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata, ...spec }, ...volumes]);
}

function volume(node: string, name: string, size: number): object {
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name: `${node}-${name}` },
    spec: {
      capacity: { storage: `${size}Gi` },
      accessModes: ['ReadWriteOnce'],
      persistentVolumeReclaimPolicy: 'Retain',
      storageClassName: CLASS,
      local: { path: `/var/lib/disks/${name}` },
      nodeAffinity: { required: { nodeSelectorTerms: [{ matchExpressions: [{ key: 'kubernetes.io/hostname', operator: 'In', values: [node] }] }] } },
    },
  };
}
