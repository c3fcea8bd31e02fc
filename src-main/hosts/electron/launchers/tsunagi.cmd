@echo off
rem The command line of the installed console: bin\tsunagi audit ... In a script like this one cmd waits for the program and
rem takes its exit code; at the prompt itself it would not.
"%~dp0..\Tsunagi.exe" %*
exit /b %ERRORLEVEL%
