import fc from 'fast-check';
import { expect, test } from 'vitest';
import { junit } from '../../src/report/junit.ts';
import type { Finished } from '../../src/report/reported-run.ts';
import { collect } from '../schedule/fixture.ts';
import {
  answerLine,
  cellOutcomes,
  failedLine,
  finished,
  gateOf,
  hostileRun,
  outcomeOf,
  reportedRunOf,
  scoreLine,
} from './fixture.ts';
import { junitProblems } from './junit-schema.ts';

async function xmlOf(runs: Finished): Promise<string> {
  return (await collect(junit(runs))).join('');
}

test('a gate is a case, an answer is a case; gates fail, requests have errors, scores are printed', async () => {
  const outcome = outcomeOf({
    trials: 2,
    exit: 1,
    gates: [gateOf(), gateOf({ rule: 'max', limit: 0.7, passed: false })],
  });
  const run = reportedRunOf(outcome, [
    answerLine({ latency_ms: 1234.5 }),
    scoreLine({ scores: { exact_match: 0.25, rouge_l: { unscored: 'no reference' } } }),
    failedLine('429: slow down', { trial: 1 }),
  ]);
  const xml = await xmlOf(finished(run));
  expect(junitProblems(xml)).toEqual([]);
  expect(xml).toMatchInlineSnapshot(`
    "<?xml version="1.0" encoding="UTF-8"?>
    <testsuites name="kshot" tests="4" failures="1" errors="1" time="1.234">
      <testsuite name="reviews · gates" tests="2" failures="1" errors="0" skipped="0" timestamp="2026-11-23T14:25:01">
        <testcase classname="reviews · gates" name="exact_match &gt;= 0.7 in default"/>
        <testcase classname="reviews · gates" name="exact_match &lt;= 0.7 in default">
          <failure message="exact_match &lt;= 0.7: 0.750 in default" type="gate"/>
        </testcase>
      </testsuite>
      <testsuite name="reviews · default" tests="2" failures="0" errors="1" skipped="0" timestamp="2026-11-23T14:25:01">
        <properties>
          <property name="model" value="embedded"/>
          <property name="n" value="40"/>
          <property name="exact_match" value="0.75"/>
          <property name="exact_match.low" value="0.65"/>
          <property name="exact_match.high" value="0.85"/>
        </properties>
        <testcase classname="reviews · default" name="r1 trial 1" time="1.234">
          <system-out>exact_match 0.25
    rouge_l: no reference</system-out>
        </testcase>
        <testcase classname="reviews · default" name="r1 trial 2" time="0.000">
          <error message="429: slow down" type="request"/>
        </testcase>
      </testsuite>
    </testsuites>
    "
  `);
});

test('a run that is not complete is an error, whatever its gates say', async () => {
  const halted = { kind: 'interrupted', why: 'interrupted' } as const;
  const cells = cellOutcomes({ answers: 30, failed: 10 });
  const incomplete = outcomeOf({ exit: 3, cells, gates: [gateOf()] });
  const runs = [outcomeOf({ exit: 130, halted }), incomplete].map((outcome) =>
    reportedRunOf(outcome),
  );
  const xml = await xmlOf(finished(...runs));
  expect(junitProblems(xml)).toEqual([]);
  expect(xml.match(/<testsuites .*>|.*gates".*>|<error .*>/g)).toMatchInlineSnapshot(`
    [
      "<testsuites name="kshot" tests="3" failures="0" errors="2" time="2.468">",
      "  <testsuite name="reviews · gates" tests="1" failures="0" errors="1" skipped="0" timestamp="2026-11-23T14:25:01">",
      "    <testcase classname="reviews · gates" name="the run is complete">",
      "<error message="interrupted: the table holds what was answered until then" type="incomplete"/>",
      "  <testsuite name="reviews · gates" tests="2" failures="0" errors="1" skipped="0" timestamp="2026-11-23T14:25:01">",
      "    <testcase classname="reviews · gates" name="exact_match &gt;= 0.7 in default"/>",
      "    <testcase classname="reviews · gates" name="the run is complete">",
      "<error message="incomplete: 10 of 40 requests failed, more than 5 %" type="incomplete"/>",
    ]
  `);
});

test('of several runs every suite names its task, and the whole counts them all', async () => {
  const runs = ['a', 'b'].map((task) => reportedRunOf(outcomeOf({ task }), [answerLine()]));
  const xml = await xmlOf(finished(...runs));
  expect(xml.match(/<testsuites?( name=.*?)>/g)).toMatchInlineSnapshot(`
    [
      "<testsuites name="kshot" tests="2" failures="0" errors="0" time="2.468">",
      "<testsuite name="a · default" tests="1" failures="0" errors="0" skipped="0" timestamp="2026-11-23T14:25:01">",
      "<testsuite name="b · default" tests="1" failures="0" errors="0" skipped="0" timestamp="2026-11-23T14:25:01">",
    ]
  `);
});

test('hostile text stays text', async () => {
  const xml = await xmlOf(finished(hostileRun()));
  expect(junitProblems(xml)).toEqual([]);
  await expect(xml).toMatchFileSnapshot('hostile.junit.txt');
});

test('whatever names, answers and reasons hold, the document is valid', async () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: fc.constantFrom('<', '>', '&', '"', "'", ']', '-', '\n', '\r', '\t', 'a') }),
    fc.constantFrom('\ud800', '\udc00x', '\uffff', '\u001b]0;x\u0007', '&#0;', ']]>'),
  );
  await fc.assert(
    fc.asyncProperty(text, async (hostile) => {
      expect(junitProblems(await xmlOf(finished(hostileRun(hostile))))).toEqual([]);
    }),
  );
});

test('the rules find what is wrong', () => {
  const suite = (inside: string) =>
    junitProblems(
      `<testsuites><testsuite name="x" tests="1" failures="0" errors="0">${inside}</testsuite></testsuites>`,
    );
  expect([
    suite('<testcase name="a"/>'),
    suite('<testcase/>'),
    suite('<testcase name="a" time="1,5"/>'),
    suite('<testcase name="a"><properties/></testcase>'),
    suite('<testcase name="a">text</testcase>'),
    suite('<testcase name="a & b"/>'),
    suite('<testcase name="a">'),
    suite('\u0001'),
    junitProblems('a < b'),
  ]).toMatchInlineSnapshot(`
    [
      [],
      [
        "name of <testcase>",
      ],
      [
        "time of <testcase>",
      ],
      [
        "<properties> in <testcase>",
      ],
      [
        "text in testcase",
      ],
      [
        "a bare &",
      ],
      [
        "</testsuite> in testcase",
        "</testsuites> in testsuite",
        "testsuites is not closed",
      ],
      [
        "a character that XML has not",
        "text in testsuite",
      ],
      [
        "text in ",
        "no XML: "< b"",
      ],
    ]
  `);
});
