import { expect, test } from 'vitest';
import { verdictOf } from '../../src/score/verdict-of.ts';

test('the whole answer, its last line, or what follows its last colon is the verdict', () => {
  const choices = ['yes', 'no'];
  const said = ['Yes.', 'It is right.\n\n**No**', 'Reasons: many.\nVerdict: `yes`', 'yes, but', ''];
  expect(said.map((text) => verdictOf(text, choices))).toEqual([
    'yes',
    'no',
    'yes',
    undefined,
    undefined,
  ]);
});

test('numbers are not taken for the numbers that they begin with', () => {
  const choices = ['1', '1.5', '15'];
  const said = ['1', '1.', '1.5', 'Grade: 15', '1.50'];
  expect(said.map((text) => verdictOf(text, choices))).toEqual(['1', '1', '1.5', '15', undefined]);
});

test('choices that differ in their marks alone are told apart, and no answer is none of them', () => {
  const stars = ['*', '**', '***'];
  const said = ['*', '**', 'Well done.\nRating: ***', '"**"', '', '!'];
  expect(said.map((text) => verdictOf(text, stars))).toEqual([
    '*',
    '**',
    '***',
    undefined,
    undefined,
    undefined,
  ]);
  const loud = ['good', 'good!'];
  expect(['Good', 'good!', '**good**'].map((text) => verdictOf(text, loud))).toEqual([
    'good',
    'good!',
    undefined,
  ]);
});
