const UNITS: { readonly [unit: string]: number } = {
  '': 1, 'm': 1e-3, 'k': 1e3, 'M': 1e6, 'G': 1e9, 'T': 1e12, 'Ki': 2 ** 10, 'Mi': 2 ** 20, 'Gi': 2 ** 30, 'Ti': 2 ** 40,
};

const MEBIBYTE = 2 ** 20;

/** A Kubernetes quantity (`512Mi`, `1G`, `500m`) as a number. */
export function quantity(text: string | undefined): number | undefined {
  const [, value, unit] = /^([0-9.]+(?:[eE][0-9]+)?)([a-zA-Z]*)$/.exec(text ?? '') ?? [];
  return value === undefined || UNITS[unit] === undefined ? undefined : Number(value) * UNITS[unit];
}

/** A size of a JVM option (`4300m`, `4g`, `1073741824`) in bytes. */
export function jvmSize(text: string): number {
  const [, value, unit] = /^([0-9]+)([kmgt]?)/i.exec(text) ?? ['', '0', ''];
  return Number(value) * 1024 ** ['', 'k', 'm', 'g', 't'].indexOf(unit.toLowerCase());
}

/** Bytes for whoever reads. */
export function mebibytes(bytes: number): string {
  return `${Math.round(bytes / MEBIBYTE)} MiB`;
}

/** An `IntOrString`: a number as it stands, a percentage of the whole, rounded up. */
export function amountOf(text: string, whole: number, round: (value: number) => number = Math.ceil): number {
  return text.endsWith('%') ? round((Number(text.slice(0, -1)) / 100) * whole) : Number(text);
}
