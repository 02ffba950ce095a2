"""Question sets → metrics → report. Import from its modules: the name of the package shadows a builtin."""
