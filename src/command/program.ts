// The commands and their options. Each command is loaded when it is called.
import { Command } from 'commander';
import { version } from '../base/version.ts';
import type { Host } from './host.ts';
import type { PruneOptions } from './cache.ts';
import type { InitOptions } from './init.ts';
import type { ReportOptions } from './print-outcome.ts';
import type { ResumeOptions } from './resume.ts';
import type { RunOptions } from './run.ts';
import type { ScoreOptions } from './score.ts';

type Finish = (command: (host: Host) => Promise<number>, envFile?: string) => Promise<void>;

const list = (value: string, before: string[]): string[] => [...before, value];

/** `finish` gives a command its host and takes its exit code. */
export function buildProgram(finish: Finish): Command {
  const program = new Command('kshot')
    .description('Few-shot prompts as files, evaluated like code.')
    .version(version(), '-v, --version')
    .showHelpAfterError('(kshot --help lists commands and options)')
    .enablePositionalOptions();
  const all = [
    addRun,
    addScore,
    addResume,
    addMerge,
    addCheck,
    addRender,
    addShow,
    addCompare,
    addAccept,
    addCache,
    addInit,
  ];
  for (const add of all) add(program, finish);
  return program;
}

function addRun(program: Command, finish: Finish): void {
  askingOptions(
    raceOptions(taskOptions(program.command('run').argument('<task...>', 'task files'))),
  )
    .description('run tasks, print their tables, write their run folders')
    .option('--shard <i/n>', 'only this part of the requests; kshot merge joins the parts')
    .option('--record <file>', 'keep every completion, for model: replay:FILE')
    .action((files: string[], options: RunOptions & { envFile?: string }) =>
      finish(
        async (host) => (await import('./run.ts')).runCommand(host, files, options),
        options.envFile,
      ),
    );
}

function addScore(program: Command, finish: Finish): void {
  askingOptions(taskOptions(program.command('score').argument('<task>', 'task file')))
    .description('score outputs that exist already; call no model, unless a scorer asks one')
    .requiredOption('--outputs <file>', 'CSV or JSONL with an answer in each record')
    .option('--column <name>', 'the column of the answers; default: output')
    .action((file: string, options: ScoreOptions & { envFile?: string }) =>
      finish(
        async (host) => (await import('./score.ts')).scoreCommand(host, file, options),
        options.envFile,
      ),
    );
}

function addResume(program: Command, finish: Finish): void {
  askingOptions(
    program.command('resume').argument('[run]', 'the name of a run; default: the newest'),
  )
    .description(
      'finish a run that was interrupted, killed or partly failed; send only what it lacks',
    )
    .option('--failed', 'send what failed again, too')
    .action((run: string | undefined, options: ResumeOptions & { envFile?: string }) =>
      finish(
        async (host) => (await import('./resume.ts')).resumeCommand(host, run, options),
        options.envFile,
      ),
    );
}

function addMerge(program: Command, finish: Finish): void {
  reportOptions(program.command('merge').argument('<dir...>', 'the run folders of all parts'))
    .description('join the parts that run --shard made into one run; send nothing')
    .action((folders: string[], options: ReportOptions) =>
      finish(async (host) => (await import('./merge.ts')).mergeCommand(host, folders, options)),
    );
}

function addCheck(program: Command, finish: Finish): void {
  raceOptions(taskOptions(program.command('check').argument('<task...>', 'task files')))
    .description('find mistakes without calling a model; say what a run would take')
    .action((files: string[], options) =>
      finish(async (host) => (await import('./check.ts')).checkCommand(host, files, options)),
    );
}

function addRender(program: Command, finish: Finish): void {
  taskOptions(program.command('render').argument('<task>', 'task file'))
    .description('show prompts and request bodies as they would be sent; send nothing')
    .option('--chat', 'as chat messages')
    .option('--json', 'the exact requests as JSON, keys masked')
    .option('--all', 'of every cell, not the first only')
    .action((file: string, options) =>
      finish(async (host) => (await import('./render.ts')).renderCommand(host, file, options)),
    );
}

function addShow(program: Command, finish: Finish): void {
  program
    .command('show')
    .argument('[run]', 'the name of a run, or a part of it; default: the newest')
    .description('print a saved run again')
    .option('--by <axis>', 'what each value of an axis scored')
    .option('--metric <name>', 'rank cells by this metric')
    .option('--sensitivity', 'how far each axis moves the metric, and what is luck')
    .option('--failures', 'the answers that failed, have no score, or scored 0')
    .option('--confusion', 'which labels were taken for which, in every cell')
    .option('--row <key>', 'every answer for a row (repeatable)', list, [])
    .option('--pivot <axis,axis>', 'a heat map of two axes')
    .option('--all', 'show everything, not the first 20 only')
    .option('--json', 'the outcome as JSON')
    .action((run: string | undefined, options) =>
      finish(async (host) => (await import('./show.ts')).showCommand(host, run, options)),
    );
}

function addCompare(program: Command, finish: Finish): void {
  program
    .command('compare')
    .argument('<a>', 'a run, a .baseline.jsonl file, or baseline')
    .argument('<b>', 'what is compared with it: likewise')
    .description('tell how two runs differ, row by row')
    .option('--by <cell>', 'the metrics of each cell together')
    .option('--metric <name>', 'only this metric')
    .option('--all', 'show everything, not the first only')
    .option('--json', 'the comparison as JSON')
    .action((a: string, b: string, options) =>
      finish(async (host) => (await import('./compare.ts')).compareCommand(host, [a, b], options)),
    );
}

function addAccept(program: Command, finish: Finish): void {
  program
    .command('accept')
    .argument('[run]', 'the name of a run, or a part of it; default: the newest')
    .description('make a run the baseline that gates with max_drop compare with')
    .action((run: string | undefined) =>
      finish(async (host) => (await import('./accept.ts')).acceptCommand(host, run)),
    );
}

function addCache(program: Command, finish: Finish): void {
  const cache = program.command('cache').description('look after the answers that runs share');
  const load = () => import('./cache.ts');
  cache
    .command('stats')
    .description('say what it holds')
    .action(() => finish(async (host) => (await load()).cacheStats(host)));
  cache
    .command('prune')
    .description('remove the oldest answers')
    .option('--older-than <time>', 'what was kept before: 12h, 30d, 4w')
    .option('--max-size <size>', 'as many of the oldest as it takes: 500MB, 2GB')
    .action((options: PruneOptions) =>
      finish(async (host) => (await load()).cachePrune(host, options)),
    );
  cache
    .command('clear')
    .description('remove all of it')
    .action(() => finish(async (host) => (await load()).cacheClear(host)));
}

function addInit(program: Command, finish: Finish): void {
  program
    .command('init')
    .argument('[folder]', 'where to; default: here')
    .description('write a first task, template and data set that run at once')
    .option('--ci <name>', 'a workflow, too, or alone where there are tasks: github')
    .action((folder: string | undefined, options: InitOptions) =>
      finish(async (host) => (await import('./init.ts')).initCommand(host, folder, options)),
    );
}

function askingOptions(command: Command): Command {
  return reportOptions(command)
    .option('--concurrency <n>', 'requests under way at once; default: as many as are borne')
    .option('--no-cache', 'ask everything anew, and keep nothing for later runs')
    .option('--env-file <file>', 'read keys from this file, where the environment lacks them')
    .option('--max-cost <amount>', 'stop once so much is spent, by the prices of the providers');
}

function reportOptions(command: Command): Command {
  return command
    .option('--json', 'print one JSON document instead of tables')
    .option(
      '--report <name[=file]>',
      'junit, github, markdown, json or csv, into a file or else printed (repeatable)',
      list,
      [],
    )
    .option('--out <file.csv>', 'write every answer with its scores as CSV')
    .option('--pivot <axis,axis>', 'add a heat map of two axes')
    .option('--metric <name>', 'the metric of the heat map')
    .option('--strict', 'exit with 3 where a max_drop cannot be told, or has no baseline')
    .option('--all', 'show every cell, not the best 20 only');
}

function taskOptions(command: Command): Command {
  return command
    .option('--set <path=value>', 'override a key of the task (repeatable)', list, [])
    .option('--limit <n>', 'only the first n rows')
    .option('--row <key>', 'only this row (repeatable)', list, [])
    .option('--cell <name>', 'only this cell of the grid');
}

function raceOptions(command: Command): Command {
  return command
    .option('--race', 'drop cells that cannot win on the way: docs/sweeps.md')
    .option('--budget <share>', 'race with at most this share of the requests of the full grid')
    .option('--confidence <p>', 'how sure the race must be to drop a cell; default: 0.95')
    .option('--holdout <share>', 'score winner and pinned cells on rows the race did not see');
}
