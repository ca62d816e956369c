// Tells Rust what happens, a JSON object a line on standard output, each behind a mark, because a test file's own
// console.log lands there too. Decides nothing: what a red run means is judged in Rust.
'use strict';

const path = require('node:path');

const MARK = '\u001esaywright ';

module.exports = class {
  printsToStdio() {
    return true;
  }

  onBegin(config, suite) {
    const runs = new Map();
    for (const test of suite.allTests()) {
      const { project, repeat } = runOf(test);
      const key = `${project} ${repeat}`;
      runs.set(key, { project, repeat, tests: (runs.get(key)?.tests ?? 0) + 1 });
    }
    tell({ type: 'begin', runs: [...runs.values()] });
  }

  onStepBegin(test, result, step) {
    if (isStoryStep(step) && !ancestors(step).some(isStoryStep)) tell({ type: 'step', ...runOf(test), title: step.title });
  }

  onTestEnd(test, result) {
    const calls = flat(result.steps).filter(isCall);
    const slowest = (list) => Math.max(0, ...list.map((step) => Math.round(step.duration)));
    tell({
      type: 'test',
      ...runOf(test),
      passed: result.status === 'passed',
      skipped: result.status === 'skipped',
      durationMs: Math.round(result.duration),
      slowestCallMs: slowest(calls.filter((step) => !isNavigation(step))),
      slowestNavigationMs: slowest(calls.filter(isNavigation)),
      // A step that never ended has no duration.
      steps: storySteps(result.steps).map((step) => ({
        title: step.title,
        passed: !step.error && step.duration >= 0,
        durationMs: Math.max(0, Math.round(step.duration)),
      })),
      errors: result.errors.map(text),
      line: result.errors.find((error) => error.location?.file === test.location.file)?.location.line ?? null,
    });
  }

  onError(error) {
    tell({ type: 'error', message: text(error) });
  }

  onEnd(result) {
    tell({ type: 'end', status: result.status });
  }
};

function tell(line) {
  process.stdout.write(`\n${MARK}${JSON.stringify(line)}\n`);
}

// Runs of the project `broken` are told apart by the folder of their copy.
function runOf(test) {
  const { name, testDir } = test.parent.project();
  const project = name === 'broken' ? path.relative(testDir, test.location.file).split(path.sep)[0] : name;
  return { project, repeat: test.repeatEachIndex };
}

function isStoryStep(step) {
  return step.category === 'test.step';
}

// The outermost test.steps, in order.
function storySteps(steps) {
  return steps.flatMap((step) => (isStoryStep(step) ? [step] : storySteps(step.steps)));
}

function flat(steps) {
  return steps.flatMap((step) => [step, ...flat(step.steps)]);
}

// What the test itself asked for; set-up and taking down have no bearing on its time limits.
function isCall(step) {
  const isSetUp = ancestors(step).some(({ category }) => category === 'hook' || category === 'fixture');
  return !isSetUp && (step.category === 'pw:api' || step.category === 'expect');
}

function ancestors(step) {
  return step.parent ? [step.parent, ...ancestors(step.parent)] : [];
}

// Playwright 1.65's titles of goto, reload, goBack and goForward.
function isNavigation(step) {
  return /^(Navigate|Reload|Go back|Go forward)/.test(step.title);
}

function text(error) {
  // eslint-disable-next-line no-control-regex
  return (error.message ?? error.value ?? 'unknown error').replace(/\u001b\[[0-9;]*m/g, '').trim();
}
