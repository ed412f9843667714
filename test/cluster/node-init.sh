#!/bin/bash
# Process 1 of a node: mounts, containerd, images, kubelet, kube-proxy. It ends when one of them does, and the node with it.
# Reads from the environment: NODE (name), DISK (folder that is the node's disk), CONFIG (folder), IMAGES (folder), LOGS (folder),
# FRESH (yes: the node is new to the cluster), CGROUPS (files to enter), KUBELET and KUBE_PROXY (programs), KUBELET_ARGS.
set -euo pipefail

for file in $CGROUPS; do
  echo 0 > "$file"
done

# Other network namespaces of the machine are no business of the node; held here they would outlive their removal.
if mountpoint --quiet /run/netns; then
  umount --lazy --recursive /run/netns
fi
mount --bind "$DISK/lib" /var/lib
mount --bind "$DISK/log" /var/log
mount -t tmpfs tmpfs /run
# What kubelet mounts for a pod must be seen by containerd.
mount --make-rshared /
mkdir -p /run/lock /run/cni/net.d /run/sysctl
cp "$CONFIG/cni.conflist" /run/cni/net.d/
hostname "$NODE"

# kubelet sets these for the whole machine; it shall set copies.
for key in vm/overcommit_memory vm/panic_on_oom kernel/panic kernel/panic_on_oops kernel/keys/root_maxkeys kernel/keys/root_maxbytes; do
  copy="/run/sysctl/${key//\//.}"
  cat "/proc/sys/$key" > "$copy"
  mount --bind "$copy" "/proc/sys/$key"
done
echo 1 > /proc/sys/net/ipv4/ip_forward
# A pod that reaches a pod of its own node through a Service gets the answer over the bridge: it must pass iptables too.
echo 1 > /proc/sys/net/bridge/bridge-nf-call-iptables

start_containerd() {
  containerd --config "$CONFIG/containerd.toml" >> "$LOGS/containerd.log" 2>&1 &
  containerd=$!
  until ctr --connect-timeout 1s version > /dev/null 2>&1; do
    kill -0 "$containerd"
    sleep 0.1
  done
}

start_containerd
# A disk from an earlier cluster keeps its images, not its containers.
if [ "$FRESH" = yes ] && [ -n "$(ctr --namespace k8s.io containers list --quiet)" ]; then
  ctr --namespace k8s.io containers list --quiet | xargs ctr --namespace k8s.io containers delete
  kill "$containerd"
  wait "$containerd" || true
  rm -rf /var/lib/containerd/io.containerd.grpc.v1.cri
  start_containerd
fi

bash "$(dirname "$0")/node-images.sh" "$IMAGES"

# Starts it again as systemd does: containerd may answer before its interface for Kubernetes is up, and then kubelet ends.
keep_kubelet() {
  # shellcheck disable=SC2086
  until "$KUBELET" --config="$CONFIG/kubelet.json" --kubeconfig="$CONFIG/kubelet.kubeconfig" $KUBELET_ARGS >> "$LOGS/kubelet.log" 2>&1; do
    sleep 1
  done
}

keep_kubelet &
"$KUBE_PROXY" --config="$CONFIG/kube-proxy.json" >> "$LOGS/kube-proxy.log" 2>&1 &
wait -n
echo 'one of containerd, kubelet and kube-proxy ended' >&2
