// The version of this package in, a workflow for GitHub Actions that runs the evals of a repository out.

export const workflowFile = '.github/workflows/kshot.yaml';

/** Answers are kept even where a gate does not hold: they are paid for. Forks have neither keys nor leave to comment. */
export function githubWorkflow(version: string): string {
  return template.replace('VERSION', version);
}

const template = `name: kshot

on:
  pull_request:
  push:
    branches: [main]

permissions:
  contents: read

concurrency:
  group: \${{ github.workflow }}-\${{ github.ref }}
  cancel-in-progress: true

jobs:
  evals:
    runs-on: ubuntu-latest
    timeout-minutes: 30
    permissions:
      contents: read
      pull-requests: write # for the comment
    steps:
      - uses: actions/checkout@v5
        with:
          persist-credentials: false
      - uses: actions/setup-node@v5
        with:
          node-version: 22

      # What was asked before is not asked, or paid for, again.
      - uses: actions/cache/restore@v4
        id: answers
        with:
          path: .kshot/cache
          key: kshot-\${{ hashFiles('evals/**', 'templates/**', 'datasets/**') }}
          restore-keys: kshot-

      - name: Run the evals
        # Models behind a key need it here:
        # env:
        #   OPENAI_API_KEY: \${{ secrets.OPENAI_API_KEY }}
        run: >-
          npx --yes kshot@VERSION run evals/*.yaml
          --report github
          --report junit=reports/kshot.xml
          --report markdown=reports/kshot.md

      - uses: actions/cache/save@v4
        if: \${{ !cancelled() && steps.answers.outputs.cache-hit != 'true' }}
        with:
          path: .kshot/cache
          key: \${{ steps.answers.outputs.cache-primary-key }}

      - uses: actions/upload-artifact@v4
        if: \${{ !cancelled() }}
        with:
          name: kshot
          path: reports/

      - name: Comment on the pull request, or renew the comment
        if: \${{ !cancelled() && github.event.pull_request.head.repo.full_name == github.repository }}
        env:
          GH_TOKEN: \${{ github.token }}
          NUMBER: \${{ github.event.pull_request.number }}
        run: |
          if [ ! -s reports/kshot.md ]; then exit 0; fi
          { echo '<!-- kshot -->'; cat reports/kshot.md; } > comment.md
          own='.[] | select(.user.login == "github-actions[bot]" and (.body | startswith("<!-- kshot -->"))) | .id'
          comment=$(gh api --paginate "repos/$GITHUB_REPOSITORY/issues/$NUMBER/comments" --jq "$own" | head -n 1)
          if [ -n "$comment" ]; then
            gh api --silent --method PATCH "repos/$GITHUB_REPOSITORY/issues/comments/$comment" --field body=@comment.md
          else
            gh pr comment "$NUMBER" --repo "$GITHUB_REPOSITORY" --body-file comment.md
          fi
`;
