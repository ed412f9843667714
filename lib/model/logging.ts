/** How much a process says. Logs go to standard output, one JSON object a line. */
export enum LogLevel {
  /** Errors only. */
  ERROR = 'ERROR',
  /** And warnings. */
  WARN = 'WARN',
  /** And what happens. */
  INFO = 'INFO',
  /** And why: for a support case. */
  DEBUG = 'DEBUG',
  /** And everything. */
  TRACE = 'TRACE',
}
