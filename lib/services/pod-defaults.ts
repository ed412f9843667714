/** Where a service's processes find their configuration. */
export const CONFIG_PATH = '/etc/canton';

/** How long a process may take to start, in seconds: migrations and packages take their time. */
export const STARTUP_SECONDS = 600;
