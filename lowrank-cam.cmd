@echo off
rem Runs the program with the Java 25 of JAVA_HOME, or the one on the PATH.
setlocal
set "java=java"
if defined JAVA_HOME set "java=%JAVA_HOME%\bin\java"
set "jar=%~dp0lowrank-cam.jar"
if not exist "%jar%" set "jar=%~dp0target\lowrank-cam.jar"
"%java%" "@%~dp0lowrank-cam.args" %LOWRANKCAM_JAVA_OPTS% -jar "%jar%" %*
