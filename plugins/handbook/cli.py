"""The `handbook` command: what editors and the IT person ask for outside a build."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from rich.console import Console

from handbook.core.report import print_problems, summary
