// One line of progress on standard error: in place on a terminal, every 5 s elsewhere.
import type { Completion } from '../provider/completion.ts';
import { plural, showCount, showDuration, showPercent } from '../report/numbers.ts';
import type { RaceStanding } from '../sweep/race.ts';
import type { Host } from './host.ts';

export interface Progress {
  /** So many results are there already. */
  readonly onStart: (results: number) => void;
  readonly onResult: (completion: Completion) => void;
  /** Of a race: cells drop out, and what they would have been asked is saved. */
  readonly onStanding: (standing: RaceStanding) => void;
  /** Takes the line off a terminal. */
  readonly stop: () => void;
}

export function startProgress(host: Host, task: string, total: number): Progress {
  const started = host.clock();
  let before = 0;
  let done = 0;
  let failed = 0;
  let race: RaceStanding | undefined;
  /** Nobody knows how long a race takes. */
  const left = () => {
    if (done === before || race) return '';
    const each = (host.clock() - started) / (done - before);
    return ` · ${showDuration(each * Math.max(0, total - done))} left`;
  };
  const line = () => {
    const failures = failed === 0 ? '' : ` · ${showCount(failed)} failed`;
    const raced = race ? ` · ${raceText(race)}` : '';
    const share = Math.min(100, Math.floor((100 * done) / Math.max(1, total)));
    return `${task} ${showCount(done)}/${showCount(total)} ${share}%${raced}${failures}${left()}`;
  };
  const draw = () => host.err(host.interactive ? `\r\u001b[K${line()}` : `${line()}\n`);
  const stopTimer = host.every(host.interactive ? 100 : 5000, draw);
  return {
    onStart(results) {
      before = results;
      done = results;
    },
    onStanding(standing) {
      race = standing;
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

/** How many cells are left, and what share of the requests for the rows so far was saved. */
function raceText({ lanes, rows, calls }: RaceStanding): string {
  const left = lanes.filter(({ state }) => state === 'in').length;
  const saved = rows === 0 ? 0 : 1 - calls / (rows * lanes.length);
  return `race: ${showCount(left)} of ${plural(lanes.length, 'cell')} left, ${showPercent(saved)} saved so far`;
}
