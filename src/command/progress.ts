// One line of progress on standard error: in place on a terminal, every 5 s elsewhere.
import type { Completion } from '../provider/completion.ts';
import { showCount, showDuration } from '../report/numbers.ts';
import type { Host } from './host.ts';

export interface Progress {
  /** So many results are there already. */
  readonly onStart: (results: number) => void;
  readonly onResult: (completion: Completion) => void;
  /** Takes the line off a terminal. */
  readonly stop: () => void;
}

export function startProgress(host: Host, task: string, total: number): Progress {
  const started = host.clock();
  let before = 0;
  let done = 0;
  let failed = 0;
  const line = () => {
    const elapsed = host.clock() - started;
    const each = elapsed / (done - before);
    const left = done === before ? '' : ` · ${showDuration(each * Math.max(0, total - done))} left`;
    const failures = failed === 0 ? '' : ` · ${showCount(failed)} failed`;
    const share = Math.min(100, Math.floor((100 * done) / Math.max(1, total)));
    return `${task} ${showCount(done)}/${showCount(total)} ${share}%${failures}${left}`;
  };
  const draw = () => host.err(host.interactive ? `\r\u001b[K${line()}` : `${line()}\n`);
  const stopTimer = host.every(host.interactive ? 100 : 5000, draw);
  return {
    onStart(results) {
      before = results;
      done = results;
    },
    onResult({ status }) {
      done += 1;
      failed += status === 'failed' ? 1 : 0;
    },
    stop() {
      stopTimer();
      if (host.interactive) host.err('\r\u001b[K');
    },
  };
}
