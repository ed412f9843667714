import { Node, POD_RANGE, Taint } from './layout';
import { Certificate } from '../control-plane/certificates';

export const CLUSTER_DNS = '10.96.0.10';
export const PAUSE_IMAGE = 'registry.k8s.io/pause:3.10';

/** What a node offers to pods at most. Together that may be more than the machine has: the double takes a tenth of what a JVM requests. */
const NODE_MEMORY = 20 * 1024 ** 3;
const EVICTION_MEMORY = 100 * 1024 ** 2;

export function containerdConfig(): string {
  const cri = (...tables: string[]) => `[${['plugins', '"io.containerd.grpc.v1.cri"', ...tables].join('.')}]`;
  return [
    'version = 2',
    // The last would make a folder outside of the node's disk, the others need what a machine may not have.
    `disabled_plugins = [${['aufs', 'btrfs', 'devmapper', 'zfs'].map(name => `"io.containerd.snapshotter.v1.${name}", `).join('')}"io.containerd.internal.v1.opt"]`,
    cri(), `sandbox_image = "${PAUSE_IMAGE}"`,
    // Root may lack the capability to lower a score: then no pod would start.
    'restrict_oom_score_adj = true',
    cri('cni'), 'bin_dir = "/usr/lib/cni"', 'conf_dir = "/run/cni/net.d"',
    cri('containerd'), 'default_runtime_name = "runc"',
    cri('containerd', 'runtimes', 'runc'), 'runtime_type = "io.containerd.runc.v2"',
    cri('containerd', 'runtimes', 'runc', 'options'), 'SystemdCgroup = false',
    '',
  ].join('\n');
}

/** Pods keep their addresses on the way to other nodes, to the database and to this machine: all know the routes. */
export function networkConfig({ pods }: Node): object {
  return {
    cniVersion: '1.0.0',
    name: 'pods',
    plugins: [
      {
        type: 'bridge',
        bridge: 'cni0',
        isDefaultGateway: true,
        hairpinMode: true,
        // Under /run: a boot frees all addresses.
        ipam: { type: 'host-local', ranges: [[{ subnet: pods }]], dataDir: '/run/cni/networks' },
      },
      { type: 'portmap', capabilities: { portMappings: true } },
    ],
  };
}

export interface KubeletProps {
  readonly cgroupRoot: string;
  readonly taint?: Taint;
  readonly clientCa: string;
  readonly serving: Certificate;
  /** Of the machine, in bytes. */
  readonly memory: number;
}

export function kubeletConfig({ cgroupRoot, taint, clientCa, serving, memory }: KubeletProps): object {
  return {
    apiVersion: 'kubelet.config.k8s.io/v1beta1',
    kind: 'KubeletConfiguration',
    authentication: { anonymous: { enabled: false }, webhook: { enabled: true }, x509: { clientCAFile: clientCa } },
    authorization: { mode: 'Webhook' },
    tlsCertFile: serving.certificate,
    tlsPrivateKeyFile: serving.key,
    containerRuntimeEndpoint: 'unix:///run/containerd/containerd.sock',
    // containerd 1.6 cannot say which driver it uses, so both are told.
    cgroupDriver: 'cgroupfs',
    cgroupRoot,
    failCgroupV1: false,
    failSwapOn: false,
    clusterDomain: 'cluster.local',
    clusterDNS: [CLUSTER_DNS],
    // There is no name server above the cluster's own.
    resolvConf: '',
    registerWithTaints: taint === undefined ? [] : [taint],
    maxPods: 60,
    systemReserved: { memory: String(Math.max(0, memory - NODE_MEMORY - EVICTION_MEMORY)) },
    // Images cannot be pulled again, and the disk is shared with all else on the machine.
    imageGCHighThresholdPercent: 100,
    evictionHard: { 'memory.available': String(EVICTION_MEMORY), 'nodefs.available': '1%', 'imagefs.available': '1%' },
    // The default would be made outside of the node's disk.
    volumePluginDir: '/var/lib/kubelet/volume-plugins',
  };
}

export function kubeProxyConfig({ name }: Node, kubeconfig: string): object {
  return {
    apiVersion: 'kubeproxy.config.k8s.io/v1alpha1',
    kind: 'KubeProxyConfiguration',
    clientConnection: { kubeconfig },
    hostnameOverride: name,
    mode: 'iptables',
    clusterCIDR: POD_RANGE,
    // These are the machine's, not the network namespace's.
    conntrack: { maxPerCore: 0, min: 0, tcpEstablishedTimeout: '0s', tcpCloseWaitTimeout: '0s' },
  };
}
