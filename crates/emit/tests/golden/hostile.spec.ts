import { test, expect } from '@playwright/test';
import { dirname, join } from 'node:path';

// Recorded from narration on '; process.exit() // */ ${evil} `x` \ " </script>
test('\'; process.exit() // */ ${evil} `x` \\ " \u202e\u0000\u007f\ufeff</script>', async ({ page }) => {
  const files = join(dirname(test.info().file), 'files');

  await test.step('\'; process.exit() // */ ${evil} `x` \\ " \u202e\u0000\u007f\ufeff</script>', async () => {
    await page.goto('/\'; process.exit() //\n*/ ${evil} `x` \\ " \u2028\u2029\u202e\u0000\u007f\ufeff</script>');
    await page
      .getByLabel('\'; process.exit() //\n*/ ${evil} `x` \\ " \u2028\u2029\u202e\u0000\u007f\ufeff</script>')
      .fill('\'; process.exit() //\n*/ ${evil} `x` \\ " \u2028\u2029\u202e\u0000\u007f\ufeff</script>');
    await page
      .getByLabel('x')
      .fill(process.env['\'; process.exit() //\n*/ ${evil} `x` \\ " \u2028\u2029\u202e\u0000\u007f\ufeff</script>']!);
    await page.keyboard.press(
      '\'; process.exit() //\n*/ ${evil} `x` \\ " \u2028\u2029\u202e\u0000\u007f\ufeff</script>',
    );
    await page
      .locator('\'; process.exit() //\n*/ ${evil} `x` \\ " \u2028\u2029\u202e\u0000\u007f\ufeff</script>')
      .selectOption([
        '\'; process.exit() //\n*/ ${evil} `x` \\ " \u2028\u2029\u202e\u0000\u007f\ufeff</script>',
        '\'; process.exit() //\n*/ ${evil} `x` \\ " \u2028\u2029\u202e\u0000\u007f\ufeff</script>',
      ]);
    await page
      .getByTestId('\'; process.exit() //\n*/ ${evil} `x` \\ " \u2028\u2029\u202e\u0000\u007f\ufeff</script>')
      .drop({ files: join(files, 'script>') });
    // note: '; process.exit() // */ ${evil} `x` \ " </script>
    await page
      .getByRole('listitem')
      .filter({ hasText: '\'; process.exit() //\n*/ ${evil} `x` \\ " \u2028\u2029\u202e\u0000\u007f\ufeff</script>' })
      .getByRole('button', {
        name: '\'; process.exit() //\n*/ ${evil} `x` \\ " \u2028\u2029\u202e\u0000\u007f\ufeff</script>',
        exact: true,
      })
      .first()
      .click();
    page.once('dialog', (dialog) =>
      dialog.accept('\'; process.exit() //\n*/ ${evil} `x` \\ " \u2028\u2029\u202e\u0000\u007f\ufeff</script>'),
    );
    const downloadPromise = page.waitForEvent('download');
    await page
      .getByText('\'; process.exit() //\n*/ ${evil} `x` \\ " \u2028\u2029\u202e\u0000\u007f\ufeff</script>')
      .click();
    await downloadPromise; // note: '; process.exit() // */ ${evil} `x` \ " </script>
    await expect(page.getByRole('status')).toHaveText(
      '\'; process.exit() //\n*/ ${evil} `x` \\ " \u2028\u2029\u202e\u0000\u007f\ufeff</script>',
    );
    await expect(page.getByRole('status')).toHaveText(
      /^\s*';\s+process\.exit\(\)\s+\/\/\n\*\/\s+\$\{evil\}\s+`x`\s+\\\s+"\s+\u2028\u2029\u202e\u0000\u007f\ufeff<\/script>\d+';\s+process\.exit\(\)\s+\/\/\n\*\/\s+\$\{evil\}\s+`x`\s+\\\s+"\s+\u2028\u2029\u202e\u0000\u007f\ufeff<\/script>\s*$/,
    );
    await expect(page).toHaveURL(
      /'; process\.exit\(\) \/\/\n\*\/ \$\{evil\} `x` \\ " \u2028\u2029\u202e\u0000\u007f\ufeff<\/script>\d+'; process\.exit\(\) \/\/\n\*\/ \$\{evil\} `x` \\ " \u2028\u2029\u202e\u0000\u007f\ufeff<\/script>$/,
    );
    await expect(
      page.getByRole('listitem').filter({
        hasText: /^'; process\.exit\(\) \/\/\n\*\/ \$\{evil\} `x` \\ " \u2028\u2029\u202e\u0000\u007f\ufeff<\/script>$/,
      }),
    ).toHaveText('x');
    // said, not checked: "'; process.exit() // */ ${evil} `x` \ " </script>"
  });

  // said, not checked: "'; process.exit() // */ ${evil} `x` \ " </script>"
});
