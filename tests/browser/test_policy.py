"""What the policy of a page keeps scripts from, in the browser: HTML that runs something, scripts of other hosts."""

import pytest

#: A script that tries something, and what the page says of it: nothing where it may.
TRIES = {
    "document.createElement('div').innerHTML = '<b>bold</b>'": "",
    "document.createElement('div').innerHTML = '<mark data-md>a &lt;script&gt; in words</mark>'": "",
    "document.createElement('div').innerHTML = '<img src=x onerror=alert(1)>'": "HTML that may run something",
    "document.createElement('div').innerHTML = '<script>1</script>'": "HTML that may run something",
    "document.createElement('div').innerHTML = '<iframe src=/></iframe>'": "HTML that may run something",
    "document.createElement('div').insertAdjacentHTML('beforeend', '<a href=javascript:1>a</a>')": "HTML that may run",
    "new DOMParser().parseFromString('<svg onload=alert(1)>', 'text/html')": "HTML that may run something",
    "document.createElement('script').src = 'https://example.org/a.js'": "a script of another host",
    "document.createElement('script').src = '/assets/search.js'": "",
    "new Worker('https://example.org/a.js')": "a script of another host",
    "document.createElement('script').text = '1'": "requires 'TrustedScript'",
    "trustedTypes.createPolicy('another', {})": "disallowed",
    "trustedTypes.createPolicy('default', {})": "TypeError",
}


@pytest.mark.parametrize("attempt", TRIES)
def test_a_string_becomes_html_or_a_script_only_where_it_runs_nothing_foreign(visit, attempt):
    page, _ = visit("")
    said = page.evaluate(f"() => {{ try {{ {attempt}; return '' }} catch (error) {{ return `${{error}}` }} }}")
    assert (TRIES[attempt] in said) if TRIES[attempt] else said == ""


def test_no_string_is_run_as_code(visit):
    page, _ = visit("")
    ran = page.evaluate(  # later, as a browser lets whoever evaluates something run strings meanwhile
        """() => new Promise((resolve) => setTimeout(() => {
            try { resolve(new Function("return 1")()) } catch (error) { resolve(`${error}`) }
        }))"""
    )
    assert "Error" in str(ran)
